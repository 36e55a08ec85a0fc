package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * What OTP's own error_logger writes: {@code =INFO REPORT==== 31-Jan-2007::08:45:52 ===}. ejabberd's sasl.log and
 * erlang.log of 2.x are made of it, and a console shows it until lager takes over, so dateless records may follow: it tells them their
 * day.
 */
final class OtpReport implements Layout {
    /** The name by which the reader knows that dateless records may follow. */
    static final String NAME = "otp_report";

    private static final byte[] UTC = " UTC".getBytes(StandardCharsets.US_ASCII);
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int END = 4;

    private final Report secondLine = new Report();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String versions() {
        return "any";
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int date = Report.date(b, from, to);
        long ts = date < 0 ? LogRecord.NO_TIME : otpTime(b, date, to - END, clock);
        if (ts == LogRecord.NO_TIME) {
            return false;
        }
        out.clear(to);
        out.ts = ts;
        out.level = Report.level(b[from + 1]);
        return true;
    }

    @Override
    public void complete(LogRecord record) {
        secondLine.complete(record);
    }

    /** {@code 31-Jan-2007::08:45:52}, with {@code .123456} since OTP 21, and {@code  UTC} if utc_log is set. */
    private static long otpTime(byte[] b, int from, int to, Clock clock) {
        int dash = b[from + 1] == '-' ? from + 1 : from + 2;
        boolean utc = Ascii.startsWith(b, to - 4, to, UTC);
        int end = utc ? to - 4 : to;
        int time = dash + 11;
        if (end - time < 8 || b[dash] != '-' || b[dash + 4] != '-' || b[dash + 9] != ':' || b[dash + 10] != ':') {
            return LogRecord.NO_TIME;
        }
        int seconds = Ascii.seconds(b, time);
        int micros = end == time + 8 ? 0 : end == time + 15 && b[time + 8] == '.' ? Ascii.number(b, time + 9, 6) : -1;
        int month = month(b, dash + 1);
        long day = Clock.day(Ascii.number(b, dash + 5, 4), month, Ascii.number(b, from, dash - from));
        if (seconds < 0 || micros < 0 || day == Clock.NO_DAY) {
            return LogRecord.NO_TIME;
        }
        long wall = day + seconds * 1_000_000L + micros;
        return utc ? wall : clock.dated(wall);
    }

    /** 1 to 12 for {@code Jan} to {@code Dec}, else 0. */
    private static int month(byte[] b, int at) {
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (b[at] == MONTHS.charAt(i) && b[at + 1] == MONTHS.charAt(i + 1) && b[at + 2] == MONTHS.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }
}
