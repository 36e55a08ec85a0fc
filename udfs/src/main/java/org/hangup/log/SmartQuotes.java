package org.hangup.log;

/** Quotation marks that a word processor made round: its double ones are the log's double ones, its single ones the log's single ones. */
final class SmartQuotes extends Pasted {
    static final String NAME = "quotes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int w = from;
        int i = from;
        while (i < to) {
            byte quote = b[i] == (byte) 0xE2 ? quote(b, i, to) : 0;
            b[w++] = quote == 0 ? b[i] : quote;
            i += quote == 0 ? 1 : 3;
        }
        out.end = w;
        return from;
    }

    /** The plain mark for one of U+2018 to U+201F; 0 if it is none. */
    private static byte quote(byte[] b, int i, int to) {
        if (i + 2 >= to || b[i + 1] != (byte) 0x80) {
            return 0;
        }
        int last = b[i + 2] & 0xFF;
        return (byte) (last >= 0x9C && last <= 0x9F ? '"' : last >= 0x98 && last <= 0x9B ? '\'' : 0);
    }
}
