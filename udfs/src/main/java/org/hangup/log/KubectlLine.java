package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** {@code kubectl logs --prefix}: {@code [pod/ejabberd-0/ejabberd] line}. */
final class KubectlLine extends OneContainer {
    static final String KIND = "kubectl";

    private static final byte[] FRONT = "[pod/".getBytes(StandardCharsets.US_ASCII);
    /** Two names of Kubernetes have 253 letters each at most. */
    private static final int LONGEST = 512;

    /** @param container pod and container, as they are named together */
    KubectlLine(String container) {
        super(KIND, container);
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = nameEnd(b, from, to);
        if (end < 0) {
            return NONE;
        }
        return isNamed(b, from + FRONT.length, end) ? Math.min(end + 2, to) : OTHER;
    }

    @Override
    Wrapper any(byte[] b, int from, int to) {
        return of(b, from, to);
    }

    /** The wrapper of such a line, or null if it is none. */
    static Wrapper of(byte[] b, int from, int to) {
        int end = nameEnd(b, from, to);
        return end < 0
                ? null
                : new KubectlLine(
                        new String(b, from + FRONT.length, end - from - FRONT.length, StandardCharsets.UTF_8));
    }

    /** Where the bracket stands behind pod and container, or -1. */
    private static int nameEnd(byte[] b, int from, int to) {
        if (!Ascii.startsWith(b, from, to, FRONT)) {
            return -1;
        }
        int name = from + FRONT.length;
        int end = name;
        int slashes = 0;
        while (end < to && end - name < LONGEST && nameByte(b[end])) {
            slashes += b[end] == '/' ? 1 : 0;
            end++;
        }
        boolean found = slashes == 1 && end < to && b[end] == ']' && (end + 1 == to || b[end + 1] == ' ');
        return found ? end : -1;
    }

    private static boolean nameByte(byte c) {
        return Ascii.digit(c) || (c >= 'a' && c <= 'z') || "-./".indexOf(c) >= 0;
    }
}
