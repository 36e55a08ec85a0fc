package org.hangup.log;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Other servers than the one whose log is read that wrote records into the file, by their wrapper's own word: a compose service, a
 * container, a pod, the host of a syslog.
 */
final class OtherServers {
    /** A file that names more is none of servers. */
    private static final int MOST = 1000;

    private final Clock clock = new Clock(ZoneOffset.UTC, null);
    private final LogRecord head = new LogRecord();
    private final Map<String, String> layoutOf = new HashMap<>();
    private final Map<String, Long> linesOf = new LinkedHashMap<>();

    /** Whether the line that the wrapping has just found to be another's is of a server that is known by a record. */
    boolean hold(byte[] b, Wrapping wrapping) {
        Wrapping.Unwrapped line = wrapping.ofOther(b, clock);
        if (line == null) {
            return false;
        }
        String server = line.wrapping().server();
        String layout = layoutOf.get(server);
        if (layout == null) {
            layout = layoutOf.size() < MOST ? layout(line) : null;
            if (layout == null) {
                return false;
            }
            layoutOf.put(server, layout);
        }
        if (!layout.startsWith(line.wrapping().prefix())) {
            return false;
        }
        linesOf.merge(layout, 1L, Long::sum);
        return true;
    }

    /** The layout of the record that the line begins, or null; what OTP reports tells no file's layout. */
    private String layout(Wrapping.Unwrapped line) {
        int text = Prompt.end(line.bytes(), line.from(), line.to());
        for (Layout layout : Layouts.all()) {
            boolean may = !layout.name().equals(Layouts.OTP_REPORTS) && (text == line.from() || layout.console());
            if (may && layout.header(line.bytes(), text, line.to(), clock, head)) {
                return line.wrapping().prefix() + layout.name();
            }
        }
        return null;
    }

    /** Layouts that read each of them alone, and how many lines each was found to have. */
    Map<String, Long> lines() {
        return linesOf;
    }
}
