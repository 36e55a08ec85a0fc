package org.hangup.jobs.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is remembered of a published day, beside its state: it tells whether the state can be used, and whether an
 * input holds more or less of the day than the one it was made of.
 *
 * @param version version of Hangup that made it
 * @param records records of the day by log
 * @param firsts by log, time of its first record of the day, microseconds since the epoch, UTC; none of a log that is not looked at so
 * @param digests by log, of its records of the day and of the settings that it was made with; none of a log that is not looked at so
 */
public record DayMark(String version, Map<String, Long> records, Map<String, Long> firsts, Map<String, Long> digests) {
    public static final String FILE = "_day";

    public DayMark {
        records = Map.copyOf(records);
        firsts = Map.copyOf(firsts);
        digests = Map.copyOf(digests);
    }

    /** With what is remembered of some logs as it was. */
    public DayMark keeping(DayMark before, Set<String> logs) {
        return new DayMark(
                version,
                keeping(records, before.records, logs),
                keeping(firsts, before.firsts, logs),
                keeping(digests, before.digests, logs));
    }

    private static Map<String, Long> keeping(Map<String, Long> now, Map<String, Long> before, Set<String> logs) {
        Map<String, Long> all = new TreeMap<>(before);
        all.keySet().retainAll(logs);
        all.putAll(now);
        return all;
    }

    String format() {
        StringBuilder text = new StringBuilder("version\t").append(version).append('\n');
        new TreeMap<>(records).forEach((log, count) -> text.append(URLEncoder.encode(log, UTF_8))
                .append('\t')
                .append(count)
                .append('\t')
                .append(digests.containsKey(log) ? digests.get(log).toString() : "")
                .append('\t')
                .append(firsts.containsKey(log) ? firsts.get(log).toString() : "")
                .append('\n'));
        return text.toString();
    }

    static DayMark parse(String text) {
        String version = "";
        Map<String, Long> records = new TreeMap<>();
        Map<String, Long> digests = new TreeMap<>();
        Map<String, Long> firsts = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] cells = line.split("\t", -1);
            if (version.isEmpty()) {
                version = cells[1];
            } else {
                String log = URLDecoder.decode(cells[0], UTF_8);
                records.put(log, Long.parseLong(cells[1]));
                if (cells.length > 2 && !cells[2].isEmpty()) {
                    digests.put(log, Long.parseLong(cells[2]));
                }
                if (cells.length > 3 && !cells[3].isEmpty()) {
                    firsts.put(log, Long.parseLong(cells[3]));
                }
            }
        }
        return new DayMark(version, records, firsts, digests);
    }
}
