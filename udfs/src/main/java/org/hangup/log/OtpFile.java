package org.hangup.log;

/**
 * The OTP logger's file, ejabberd 20.01 and later (ejabberd_logger:file_template/0): {@code 2020-04-29
 * 10:12:11.123456+00:00 [info] <0.500.0>@mod:fun/2:298 text}. Records of libraries have no {@code @mod..}, notices of the
 * log handler no pid either (two blanks).
 */
final class OtpFile implements Layout {
    @Override
    public String name() {
        return "otp";
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
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int end = OtpTime.end(b, from, to);
        if (end < 0 || !LevelBracket.inFile(b, end + 1, to, out)) {
            return false;
        }
        out.ts = OtpTime.micros(b, from, clock);
        return out.ts != LogRecord.NO_TIME;
    }
}
