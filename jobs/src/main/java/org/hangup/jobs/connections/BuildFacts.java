package org.hangup.jobs.connections;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import org.hangup.event.ReasonTable;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.people.PeopleKey;

/**
 * What every task has to know of a build, broadcast to all.
 *
 * @param zone of days and hours
 * @param days the days to build, as days since 1970-01-01, in order
 * @param end the instant at which the last of them ends, in microseconds since the epoch, UTC
 * @param boots by the number of the log and of the boot in it
 * @param causes texts of an operator's own reason tables
 * @param key of the pseudonyms, under which connections get their names too; null without
 */
@SuppressWarnings("ArrayRecordComponent")
public record BuildFacts(ZoneId zone, int[] days, long end, LoggedBoot[][] boots, List<String> causes, PeopleKey key)
        implements Serializable {

    /** Names stay in clear. */
    public BuildFacts(ZoneId zone, int[] days, long end, LoggedBoot[][] boots, List<String> causes) {
        this(zone, days, end, boots, causes, null);
    }

    public int lastDay() {
        return days[days.length - 1];
    }

    public LoggedBoot boot(int log, int boot) {
        return boots[log][boot];
    }

    /** The built-in reasons, with an operator's own before them. */
    public ReasonTable reasons() {
        return causes.isEmpty() ? ReasonTable.builtIn() : ReasonTable.with(causes);
    }
}
