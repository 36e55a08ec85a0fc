package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.event.Event;
import org.hangup.event.EventField;
import org.hangup.event.MessageCatalogue;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** How much of a part of a log the message catalogue understands. Parts of the same log add up. */
final class Understood implements Serializable {
    private static final long serialVersionUID = 1;
    /** Shapes of messages that are told apart in one part; what comes after these is counted together. */
    private static final int SHAPES = 20_000;

    /** Lines of others that are shown, and how much of each. */
    private static final int FOREIGN = 3;

    private static final int FOREIGN_LENGTH = 100;

    private static final String OTHERS = "(others)";
    /** Modules that write of client connections. */
    private static final Pattern CONNECTION =
            Pattern.compile("^(?:ejabberd_(?:c2s|receiver|socket|listener|sm$|bosh|http_ws|http_bind|http_poll)"
                    + "|mod_stream_mgmt|mod_fail2ban|mod_bosh|xmpp_stream_in|xmpp_socket)");

    private static final Pattern OFFSET = Pattern.compile("[0-9]([+-][0-9]{2}:[0-9]{2}|Z) ");
    private static final long HOUR = 3_600_000_000L;

    /** Records of one module. */
    static final class Count implements Serializable {
        private static final long serialVersionUID = 1;
        long records;
        long matched;
    }

    /** A message that no row matches; a star behind the module marks those of connections. */
    record Shape(String module, String text) implements Serializable {}

    final Map<String, Count> modules = new TreeMap<>();
    final Map<String, Long> layouts = new TreeMap<>();
    final Map<String, Long> events = new TreeMap<>();
    final Map<Shape, Long> unmatched = new HashMap<>();
    final Set<String> offsets = new TreeSet<>();
    /** Least time by which a session's record stands behind its Erlang timestamp, as printed; microseconds. */
    long leastLag = Long.MAX_VALUE;

    long stamps;

    /** Lines that are nobody's, and some of them. */
    long foreign;

    final List<String> foreignLines = new ArrayList<>();

    private long hour = Long.MIN_VALUE;

    static Understood of(Part part, List<String> messages, Configuration conf) throws IOException {
        var found = new Understood();
        var catalogue = MessageCatalogue.with(messages);
        var event = new Event();
        var r = new LogRecord();
        try (RecordReader records = LogFiles.open(part.log(), part.from(), part.to(), conf)) {
            while (records.next(r)) {
                if (r.layout != null) {
                    found.take(r, catalogue, event, part.log());
                }
            }
            found.foreign += records.foreign();
            records.foreignLines().forEach(found::foreignLine);
        }
        return found;
    }

    private void take(LogRecord r, MessageCatalogue catalogue, Event event, LogFile file) {
        String module = Text.of(r.bytes, r.moduleStart, r.moduleEnd);
        Count count = modules.computeIfAbsent(module, name -> new Count());
        count.records++;
        layouts.merge(r.layout.name(), 1L, Long::sum);
        if (r.layout.offset()) {
            if (Math.floorDiv(r.ts, HOUR) != hour) {
                hour = Math.floorDiv(r.ts, HOUR);
                offset(r);
            }
        } else {
            lag(r, file);
        }
        if (catalogue.match(r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, null, event)) {
            count.matched++;
            events.merge(event.text(EventField.EVENT), 1L, Long::sum);
            if (event.end < r.messageEnd) {
                foreign(r, event.end);
            }
            return;
        }
        boolean connection = CONNECTION.matcher(module).find() || beginsWithBracket(r);
        var shape =
                new Shape(connection ? module + "*" : module, MessageShape.of(r.bytes, r.messageStart, r.messageEnd));
        boolean room = unmatched.size() < SHAPES || unmatched.containsKey(shape);
        unmatched.merge(room ? shape : new Shape("", OTHERS), 1L, Long::sum);
    }

    private void foreign(LogRecord r, int from) {
        for (String line : Text.of(r.bytes, from, r.messageEnd).split("\n", -1)) {
            if (!line.isBlank()) {
                foreign++;
                foreignLine(line);
            }
        }
    }

    private void foreignLine(String line) {
        if (foreignLines.size() < FOREIGN) {
            String plain = line.strip().replaceAll("\\p{Cntrl}", "?");
            foreignLines.add(plain.substring(0, Math.min(plain.length(), FOREIGN_LENGTH)));
        }
    }

    private static boolean beginsWithBracket(LogRecord r) {
        return r.messageStart < r.messageEnd && r.bytes[r.messageStart] == '(';
    }

    private void offset(LogRecord r) {
        String layout = r.layout.name();
        if (!Layouts.named(Layouts.inner(layout)).offset()) {
            offsets.add("by the clock of what collected the log");
            return;
        }
        Matcher m = OFFSET.matcher(Text.of(r.bytes, Math.max(0, r.messageStart - 300), r.messageStart));
        String last = null;
        while (m.find()) {
            last = m.group(1);
        }
        if (last != null) {
            offsets.add(last);
        }
    }

    private void lag(LogRecord r, LogFile file) {
        if (r.ts == LogRecord.NO_TIME) {
            return;
        }
        long stamp = ErlangStamp.in(r.bytes, r.messageStart, r.messageEnd);
        if (stamp >= 0) {
            Instant at = Instant.ofEpochSecond(Math.floorDiv(r.ts, 1_000_000L));
            long wall = r.ts + ZoneId.of(file.zone()).getRules().getOffset(at).getTotalSeconds() * 1_000_000L;
            stamps++;
            leastLag = Math.min(leastLag, wall - stamp);
        }
    }

    Understood plus(Understood more) {
        more.modules.forEach((module, count) -> {
            Count sum = modules.computeIfAbsent(module, name -> new Count());
            sum.records += count.records;
            sum.matched += count.matched;
        });
        more.layouts.forEach((layout, n) -> layouts.merge(layout, n, Long::sum));
        more.events.forEach((event, n) -> events.merge(event, n, Long::sum));
        more.unmatched.forEach((shape, n) -> unmatched.merge(shape, n, Long::sum));
        offsets.addAll(more.offsets);
        leastLag = Math.min(leastLag, more.leastLag);
        stamps += more.stamps;
        foreign += more.foreign;
        more.foreignLines.forEach(this::foreignLine);
        return this;
    }

    long records() {
        return modules.values().stream().mapToLong(count -> count.records).sum();
    }

    long matched() {
        return modules.values().stream().mapToLong(count -> count.matched).sum();
    }
}
