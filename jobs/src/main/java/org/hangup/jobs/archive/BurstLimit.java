package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import org.hangup.log.LogRecord;

/**
 * The OTP logger's burst limit (ejabberd 20.01 and later), done again over the records that it let through: they tell
 * when it must have dropped all others, of which it says nothing.
 *
 * <p>As logger_olp of OTP 22 to 28 does it ({@code limit_burst/1}, {@code handle_info(timeout, ..)}): each record that is
 * written counts; behind the 500th the next one begins a new window and is itself not counted, if the window is a second
 * old; if not, it is dropped, and all others until it is. After 100 ms without anything to write the count begins anew,
 * but not the window. So after a pause 1001 records may come at once, and only then a hole. A start of the node begins
 * both. Where the count is not known (before the log's first pause, or because an operator set another limit, which shows
 * by records where there should be none) nothing is found until the next pause.
 *
 * <p>That a hole held any record is not certain: the burst may have been over with the last that was allowed.
 */
final class BurstLimit {
    /** {@code burst_limit_max_count}, ejabberd's {@code log_burst_limit_count}. */
    static final int COUNT = 500;
    /** {@code burst_limit_window_time}, in microseconds. */
    private static final long WINDOW = 1_000_000;
    /** {@code IDLE_DETECT_TIME}, in microseconds. */
    private static final long PAUSE = 100_000;
    /** A record's time is when it was made; the logger handles it a little later. */
    private static final long LATE = 50_000;
    /** A pause of so many times the mean distance of the window's records is more than chance. */
    private static final int MORE_THAN_CHANCE = 10;
    /** The longest run of records that can end in a hole begins with a pause, two full windows and what lies between them. */
    private static final int LONGEST = 2 * COUNT + 2;

    private static final int HOLES = 50_000;

    private final long[] openingTs = new long[LONGEST];
    private final long[] openingOffsets = new long[LONGEST];
    private int opening;
    private boolean opened;

    private final List<Bursts.Hole> holes = new ArrayList<>();
    private boolean counting;
    private long from = LogRecord.NO_TIME;
    private int count;
    private long last = LogRecord.NO_TIME;

    /**
     * The next record.
     *
     * @param ts its time, microseconds UTC
     */
    void add(long ts, long offset) {
        if (!opened) {
            open(ts, offset);
        }
        boolean pause = last != LogRecord.NO_TIME && ts - last >= PAUSE;
        if (counting && full()) {
            if (!pause && ts < from + WINDOW - LATE) {
                counting = false;
            } else if (hole(ts, offset)) {
                return;
            }
        } else if (pause) {
            counting = true;
            count = 0;
        }
        if (counting) {
            count(ts);
        }
        last = ts;
    }

    private void open(long ts, long offset) {
        if (opening < LONGEST) {
            openingTs[opening] = ts;
            openingOffsets[opening++] = offset;
        }
        opened = last != LogRecord.NO_TIME && ts - last >= PAUSE;
    }

    private boolean full() {
        return count >= COUNT && from != LogRecord.NO_TIME && last >= from && last - from < WINDOW;
    }

    /** Whether the record is the one with which the next window begins; if not, the logger was at rest before it. */
    private boolean hole(long ts, long offset) {
        long to = Math.max(last, Math.min(ts, from + WINDOW));
        if ((to - last) * COUNT > MORE_THAN_CHANCE * (last - from) && holes.size() < HOLES) {
            holes.add(new Bursts.Hole(last, to, offset));
        }
        boolean next = ts < from + WINDOW + PAUSE && ts >= from + WINDOW - LATE;
        count = 0;
        if (next) {
            from = ts;
            last = ts;
        }
        return next;
    }

    private void count(long ts) {
        if (count < COUNT) {
            count++;
        } else {
            from = ts;
            count = 0;
        }
    }

    /** A node's start: the logger begins with the record that was added last. */
    void start() {
        counting = true;
        opened = true;
        from = last;
        count = 1;
    }

    /** A record that another logger wrote: the limit does not hold for it. */
    void pass() {
        counting = false;
        opened = true;
        last = LogRecord.NO_TIME;
    }

    /** What a part adds to the parts before it, which this one has seen; the holes that it finds behind them. */
    List<Bursts.Hole> addAll(Bursts part) {
        int before = holes.size();
        for (int i = 0; i < part.opening().size(); i++) {
            add(part.opening().ts(i), part.opening().offset(i));
        }
        List<Bursts.Hole> found = new ArrayList<>(holes.subList(before, holes.size()));
        found.addAll(part.holes());
        Bursts.Window closing = part.closing();
        if (closing != null) {
            counting = closing.count() >= 0;
            count = closing.count();
            from = closing.from();
            last = closing.last();
        }
        return found;
    }

    /** What was seen, as a part. */
    Bursts bursts() {
        boolean complete = !opened && opening < LONGEST;
        Bursts.Window closing = complete ? null : new Bursts.Window(from, counting ? count : Bursts.UNKNOWN, last);
        return new Bursts(new Bursts.Opening(openingTs, openingOffsets, opening), List.copyOf(holes), closing);
    }
}
