package org.hangup.log;

/**
 * Who wrote a record: {@code <0.500.0>@module:function/arity:line} of the OTP logger's file, {@code
 * <0.500.0>@module:function:line} of lager's; all parts after the pid may be missing.
 */
final class Origin {
    private Origin() {}

    /** The end of the pid {@code <N.N.N>} that begins at {@code from}, or -1. */
    static int pidEnd(byte[] b, int from, int to) {
        if (from >= to || b[from] != '<') {
            return -1;
        }
        int dots = 0;
        for (int i = from + 1; i < to; i++) {
            byte c = b[i];
            if (c == '.' && Ascii.digit(b[i - 1])) {
                dots++;
            } else if (c == '>') {
                return dots == 2 && Ascii.digit(b[i - 1]) ? i + 1 : -1;
            } else if (!Ascii.digit(c)) {
                return -1;
            }
        }
        return -1;
    }

    /**
     * Reads pid, module, function, arity and line, and sets the message's start. Without a pid exactly one more blank
     * stands at {@code from} ("two blanks").
     *
     * @return whether that is what stands there
     */
    static boolean read(byte[] b, int from, int to, LogRecord out) {
        out.clear(from);
        if (from < to && b[from] == ' ') {
            out.messageStart = from + 1;
            return from + 1 == to || b[from + 1] != ' ';
        }
        int end = pidEnd(b, from, to);
        if (end < 0) {
            return false;
        }
        out.pidEnd = end;
        if (end == to) {
            out.messageStart = to;
            return true;
        }
        if (b[end] == ' ') {
            out.messageStart = end + 1;
            return true;
        }
        return b[end] == '@' && source(b, end + 1, to, out);
    }

    /** Reads {@code module:function/arity:line} up to a blank; the message begins behind it. */
    static boolean source(byte[] b, int from, int to, LogRecord out) {
        int module = -1;
        int last = -1;
        int i = from;
        for (; i < to && b[i] != ' '; i++) {
            if (b[i] == ':') {
                if (module < 0) {
                    module = i;
                }
                last = i;
            }
        }
        out.moduleStart = from;
        out.moduleEnd = module < 0 ? i : module;
        out.messageStart = Math.min(i + 1, to);
        if (module >= 0) {
            int functionEnd = i;
            if (last > module) {
                out.line = Ascii.numberIn(b, last + 1, i);
                functionEnd = last;
            }
            function(b, module + 1, functionEnd, out);
        }
        return out.moduleEnd > from;
    }

    private static void function(byte[] b, int from, int to, LogRecord out) {
        int slash = to - 1;
        while (slash > from && Ascii.digit(b[slash])) {
            slash--;
        }
        boolean arity = slash > from && slash < to - 1 && b[slash] == '/';
        out.arity = arity ? Ascii.numberIn(b, slash + 1, to) : -1;
        out.functionStart = from;
        out.functionEnd = arity ? slash : to;
    }
}
