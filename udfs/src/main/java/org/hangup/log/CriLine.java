package org.hangup.log;

/**
 * Kubernetes (container runtime interface): {@code 2016-10-06T00:17:09.669794202Z stdout F line}; {@code P} instead of
 * {@code F} where the runtime cut a long line.
 */
final class CriLine implements Wrapper {
    @Override
    public String name() {
        return "cri";
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public boolean cuts() {
        return true;
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int end = IsoTime.read(b, from, to, clock, out);
        if (end < 0 || to - end < 9 || !stream(b, end)) {
            return NONE;
        }
        byte tag = b[end + 8];
        if ((tag != 'F' && tag != 'P') || (end + 9 < to && b[end + 9] != ' ')) {
            return NONE;
        }
        out.partial = tag == 'P';
        out.stream = b[end + 4] == 'o' ? 1 : 2;
        return Math.min(end + 10, to);
    }

    private static boolean stream(byte[] b, int at) {
        return b[at] == ' '
                && b[at + 1] == 's'
                && b[at + 2] == 't'
                && b[at + 3] == 'd'
                && (b[at + 4] == 'o' || b[at + 4] == 'e')
                && b[at + 7] == ' ';
    }
}
