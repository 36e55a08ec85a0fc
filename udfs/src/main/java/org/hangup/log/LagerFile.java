package org.hangup.log;

/**
 * lager's file, ejabberd 13.06 to 20.03 and MongooseIM up to 3.7 (lager_default_formatter): {@code 2014-10-24
 * 08:45:52.549 [info] <0.494.0>@mod:fun:123 text}. Redirected reports have no {@code @mod..}.
 */
final class LagerFile implements Layout {
    @Override
    public String name() {
        return "lager";
    }

    @Override
    public String versions() {
        return "13.06 to 25.10";
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        int end = LagerTime.end(b, from, to);
        if (end < 0 || !LevelBracket.inFile(b, end + 1, to, out)) {
            return false;
        }
        out.ts = LagerTime.micros(b, from, end, clock);
        return out.ts != LogRecord.NO_TIME;
    }
}
