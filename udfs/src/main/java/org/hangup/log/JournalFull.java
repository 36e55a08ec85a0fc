package org.hangup.log;

/**
 * {@code journalctl -o short-full}: {@code Wed 2020-04-29 10:12:11 CEST host ejabberdctl[123]: line}. A zone that is UTC or a number
 * (zones without a name, {@code -03}) tells the instant; any other is taken for the reader's, as names of zones are not unique.
 */
final class JournalFull extends Syslog {
    static final String KIND = "journal_full";
    private static final int LONGEST_DAY = 16;
    private static final int LONGEST_ZONE = 8;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    JournalFull(String source) {
        super(KIND, source);
    }

    @Override
    Syslog with(String source) {
        return new JournalFull(source);
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public boolean offset() {
        return false;
    }

    @Override
    int host(byte[] b, int from, int to, Clock clock, Outside out) {
        int date = behindWord(b, from, Math.min(to, from + LONGEST_DAY));
        if (date < 0 || to - date < 22 || b[date + 4] != '-' || b[date + 10] != ' ' || b[date + 19] != ' ') {
            return -1;
        }
        long day = clock.day(b, date);
        int seconds = Ascii.seconds(b, date + 11);
        int zone = date + 20;
        int host = behindWord(b, zone, Math.min(to, zone + LONGEST_ZONE));
        if (day == Clock.NO_DAY || seconds < 0 || host < 0) {
            return -1;
        }
        long wall = day + seconds * 1_000_000L;
        int offset = offset(b, zone, host - 1);
        if (offset == NO_OFFSET) {
            out.wall = wall;
        } else {
            out.ts = wall - offset * 1_000_000L;
        }
        return host;
    }

    /** Seconds east of {@code UTC}, {@code -03} or {@code +0530}; {@link #NO_OFFSET} for a name. */
    private static int offset(byte[] b, int from, int to) {
        if (to - from == 3 && b[from] == 'U' && b[from + 1] == 'T' && b[from + 2] == 'C') {
            return 0;
        }
        int hours = to - from < 3 ? -1 : Ascii.number(b, from + 1, 2);
        int minutes = to - from == 3 ? 0 : to - from == 5 ? Ascii.number(b, from + 3, 2) : -1;
        if ((b[from] != '+' && b[from] != '-') || hours < 0 || minutes < 0) {
            return NO_OFFSET;
        }
        return (hours * 3600 + minutes * 60) * (b[from] == '-' ? -1 : 1);
    }
}
