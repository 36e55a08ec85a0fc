package org.hangup.jobs.explain;

import java.util.Locale;

/** Spans of time as people write them. */
final class Spans {
    private Spans() {}

    /** Two units at most: {@code 0.35 s}, {@code 12.3 s}, {@code 4 min 50 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    static String words(long ms) {
        if (ms < 0) {
            return "-" + words(-ms);
        }
        if (ms < 60_000) {
            return seconds(ms) + " s";
        }
        long s = Math.round(ms / 1000.0);
        if (s < 3600) {
            return two(s / 60, "min", s % 60, "s");
        }
        long minutes = Math.round(s / 60.0);
        if (minutes < 1440) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(s / 3600.0);
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String seconds(long ms) {
        String text = ms < 10_000
                ? String.format(Locale.ROOT, "%.2f", ms / 1000.0)
                : String.format(Locale.ROOT, "%.1f", ms / 1000.0);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String two(long great, String unit, long small, String smaller) {
        return great + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
