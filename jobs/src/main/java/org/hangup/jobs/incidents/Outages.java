package org.hangup.jobs.incidents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.hangup.jobs.archive.Boot;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.Survey;

/** When nodes were down: between the end of a boot and the start of the next one of its log. */
final class Outages {
    /**
     * Boots that ended, and a start. One that starts less than a minute before it ends again in the same way is down all the time.
     *
     * @param boots numbers of the boots that ended, in order
     * @param crash they did not say that they stop
     * @param from the first boot's stop record, or its last record; microseconds since the epoch, UTC
     * @param to the start that lasted
     * @param file of the record at {@code from}; null if it is no longer there
     */
    record Outage(
            int log, String node, List<Integer> boots, boolean crash, long from, long to, String file, long offset) {
        private Outage and(Outage next) {
            List<Integer> all = new ArrayList<>(boots);
            all.addAll(next.boots);
            return new Outage(log, node, all, crash, from, next.to, file, offset);
        }
    }

    private Outages() {}

    /** The outages of all logs that ended with a start. */
    static List<Outage> of(Survey survey, Logs logs, Nodes nodes) {
        LoggedBoot[][] boots = nodes.boots();
        List<Outage> all = new ArrayList<>();
        var byLog = survey.boots().stream().collect(Collectors.groupingBy(Boot::log));
        byLog.forEach((log, ofLog) -> {
            List<Boot> inOrder =
                    ofLog.stream().sorted(Comparator.comparingInt(Boot::boot)).toList();
            int number = logs.number(log);
            List<Outage> outages = new ArrayList<>();
            if (boots[number].length > inOrder.size()) {
                outages.add(gone(number, inOrder.size(), boots[number][inOrder.size()], inOrder.get(0)));
            }
            for (int i = 0; i + 1 < inOrder.size(); i++) {
                Boot ended = inOrder.get(i);
                if (ended.end() != null) {
                    outages.add(new Outage(
                            number,
                            text(boots[number][i].node()),
                            List.of(i),
                            ended.end().equals(Boot.CRASH),
                            ended.endTs(),
                            inOrder.get(i + 1).fromTs(),
                            ended.endFile(),
                            ended.endOffset()));
                }
            }
            all.addAll(joined(outages));
        });
        all.sort(Comparator.comparingInt(Outage::log).thenComparing(Outage::from));
        return all;
    }

    /** The boot that ran when the day before ended has no records in the input any more: it ended with the last one. */
    private static Outage gone(int log, int number, LoggedBoot boot, Boot next) {
        return new Outage(
                log, text(boot.node()), List.of(number), true, boot.endMark().at(), next.fromTs(), null, 0);
    }

    static List<Outage> joined(List<Outage> outages) {
        List<Outage> joined = new ArrayList<>();
        for (Outage next : outages) {
            Outage last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.crash() == next.crash() && next.from() - last.to() <= Incident.SURE) {
                joined.set(joined.size() - 1, last.and(next));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private static String text(byte[] name) {
        return new String(name, java.nio.charset.StandardCharsets.UTF_8);
    }
}
