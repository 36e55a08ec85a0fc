package org.hangup.log;

/**
 * What the OTP logger prints on the console, ejabberd 20.01 and later: as in the file, but without pid and source. From
 * 25.08 in colours, which are gone when a line comes here. Characters beyond Latin-1 may stand as <code>\x{44E}</code>, those
 * below as a single byte; they stay as printed (see org.hangup.event.EjabberdText).
 */
final class OtpConsole implements Layout {
    @Override
    public String name() {
        return "otp_console";
    }

    @Override
    public String versions() {
        return "20.01 and later";
    }

    @Override
    public boolean offset() {
        return true;
    }

    @Override
    public boolean console() {
        return true;
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int end = OtpTime.end(b, from, to);
        if (end < 0 || !LevelBracket.onConsole(b, end + 1, to, out)) {
            return false;
        }
        out.ts = OtpTime.micros(b, from, clock);
        return out.ts != LogRecord.NO_TIME;
    }
}
