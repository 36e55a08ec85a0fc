package org.hangup.jobs.pipeline;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.event.ReasonTable;

/**
 * What every task of a build has to know.
 *
 * @param zone of days and hours
 * @param days the days to build, as days since 1970-01-01, in order
 * @param end the instant at which the last of them ends, in microseconds since the epoch, UTC
 * @param boots by the number of the log and of the boot in it
 * @param clientPorts for each log the ports on which clients were seen, and the first day; null where listeners tell all
 * @param causes texts of an operator's own reason tables
 * @param staging folder of the tables
 * @param conf Hadoop's
 */
@SuppressWarnings("ArrayRecordComponent")
record BuildPlan(
        ZoneId zone,
        int[] days,
        long end,
        LoggedBoot[][] boots,
        Map<Integer, Map<Integer, Integer>> clientPorts,
        List<String> causes,
        String staging,
        SerializableConfiguration conf)
        implements Serializable {

    boolean isBuilt(int day) {
        return Arrays.binarySearch(days, day) >= 0;
    }

    int lastDay() {
        return days[days.length - 1];
    }

    LoggedBoot boot(UserConnection c) {
        return boots[c.log][c.boot];
    }

    /** The built-in reasons, with an operator's own before them. */
    static ReasonTable reasons(List<String> causes) {
        return causes.isEmpty() ? ReasonTable.builtIn() : ReasonTable.with(causes);
    }

    Judge judge() {
        return new Judge(reasons(causes));
    }

    /**
     * Not an accept that may be an http request: one on a port of an unknown listener on which no client's line was seen
     * until the day of its last record.
     */
    boolean isClient(UserConnection c) {
        Facts facts = c.facts;
        if (clientPorts == null || !facts.has(Fact.LOCAL_PORT) || facts.is(Fact.CLIENT)) {
            return true;
        }
        Integer since = clientPorts.getOrDefault(c.log, Map.of()).get(facts.number(Fact.LOCAL_PORT));
        return since != null && since <= facts.get(Fact.LAST_DAY);
    }

    BuildPlan withClientPorts(Map<Integer, Map<Integer, Integer>> ports) {
        return new BuildPlan(zone, days, end, boots, ports, causes, staging, conf);
    }
}
