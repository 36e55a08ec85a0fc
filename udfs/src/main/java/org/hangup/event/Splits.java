package org.hangup.event;

/** Where an argument ends: before its literal, or, where two that can hold any text stand side by side, by what the second one can be. */
final class Splits {
    static final byte[] REASON_MARK = Bytes.of(": ");
    static final byte[] FROM = Bytes.of("from ");
    /** Begins what only stands behind {@code TLS failed: }, and is a reason of its own elsewhere. */
    private static final byte[] TLS_TEXT = Bytes.of("SSL_");

    private Splits() {}

    /** The last place in [from, run] where the literal stands; at the end of a message an empty literal is where it ends. */
    static int literalAtOrBefore(byte[] b, int from, int run, int to, byte[] literal, boolean last) {
        if (last && literal.length == 0) {
            return run == to ? run : -1;
        }
        for (int i = run; i >= from; i--) {
            if (Bytes.startsWith(b, i, to, literal)) {
                return i;
            }
        }
        return -1;
    }

    /** The last split behind which a whole known reason stands, else the first: a resource may hold any text, also a reason. */
    static int reasonSplit(byte[] b, int left, int right, byte[] mark, ReasonTable reasons) {
        int first = Bytes.indexOf(b, left, right, mark);
        if (first < 0) {
            return -1;
        }
        if (Bytes.indexOf(b, first + 1, right, mark) < 0) {
            return first;
        }
        for (int i = right - mark.length; i > first; i--) {
            if (Bytes.startsWith(b, i, right, mark)
                    && !Bytes.startsWith(b, i + mark.length, right, TLS_TEXT)
                    && reasons.knows(b, i + mark.length, right)) {
                return i;
            }
        }
        return first;
    }

    /**
     * Where {@code from IP: REASON} begins. The user before it is what a client sent, unchecked, and may imitate all of this; the
     * reason is the server's own or an administrator's. So the last place counts behind which a whole known reason stands, else
     * the last one.
     */
    static int addressSplit(byte[] b, int left, int right, ReasonTable reasons, Event event) {
        int best = -1;
        boolean known = false;
        for (int i = left; i < right - FROM.length; i++) {
            if (b[i] != 'f' || !Bytes.startsWith(b, i, right, FROM) || (i > left && b[i - 1] != ' ')) {
                continue;
            }
            int address = i + FROM.length;
            int run = ArgumentKind.runEnd(ArgumentKind.IP.bytes(), b, address, right);
            int end = literalAtOrBefore(b, address, run, right, REASON_MARK, false);
            if (end > address && Addresses.ip(b, address, end, event)) {
                boolean knows = reasons.knows(b, end + REASON_MARK.length, right);
                best = knows || !known ? i : best;
                known |= knows;
            }
        }
        return best;
    }
}
