package org.hangup.bench;

/**
 * A record to be written at its time.
 *
 * @param micros time, microseconds since 1970 UTC
 * @param release that writes it
 * @param order place among records of the same microsecond
 * @param level as printed
 * @param text what follows the level: the process, the place in the source and the message
 * @param written told when the record is in the log, since only then it is part of the truth; may be null
 */
record Line(long micros, Release release, int order, String level, String text, Runnable written)
        implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
        int byTime = Long.compare(micros, other.micros);
        return byTime != 0 ? byTime : Integer.compare(order, other.order);
    }
}
