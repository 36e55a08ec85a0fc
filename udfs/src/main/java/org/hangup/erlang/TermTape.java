package org.hangup.erlang;

import java.util.Arrays;

/**
 * A term read into one flat array: nodes in the order of the text, four slots a node. What is done with a term (its
 * text, JSON, VARIANT, a {@link Term}) is a walk over the array, so that no depth of nesting needs a deep stack and
 * nothing is copied that can stay in the text.
 *
 * <p>A node is named by the index of its first slot: kind and flags; two slots of its own; the index behind the node's
 * last descendant (while a container is open: its parent).
 */
final class TermTape {
    static final int STRIDE = 4;

    /** Value in the two slots, high half first. */
    static final int INT = 1;
    /** Decimal digits, without leading zeros, perhaps behind a minus: content. */
    static final int BIG = 2;
    /** Its text: content. */
    static final int FLOAT = 3;
    /** Its name in UTF-8: content. */
    static final int ATOM = 4;
    /** Its characters in UTF-8 (lone surrogates as three bytes): content. */
    static final int STRING = 5;
    /** Its bytes: content. */
    static final int BINARY = 6;
    /** A binary that does not end at a byte's end; {@link #bits} of the last byte count, from its high end. */
    static final int BITSTRING = 7;
    /** A pid, port, reference or fun: its text. */
    static final int OPAQUE = 8;
    /** What the printer left out: {@code ...}; content: the first characters of a number, atom or the like, mostly none. */
    static final int CUT = 9;
    /** Second slot of its own: number of children, as with all containers. */
    static final int TUPLE = 10;

    static final int LIST = 11;
    /** Children: key, value, key, value; then perhaps one {@link #CUT}. */
    static final int MAP = 12;

    /** The content is in {@link #extra}, not in {@link #text}. */
    static final int IN_EXTRA = 1 << 8;
    /** The content is ASCII. */
    static final int ASCII = 1 << 9;
    /** A string or binary of which the printer left out the end. */
    static final int SHORTENED = 1 << 10;
    /** The last child of the list is its tail. */
    static final int TAIL = 1 << 11;
    /** The container has its fields' names written in it: {@code #name{field = Value}}. Used while reading only. */
    static final int RECORD = 1 << 12;

    /** Marked by {@link ObjectShapes}: the list is an object, its elements are the fields. */
    static final int OBJECT = 1 << 14;
    /** Marked by {@link ObjectShapes}: key or pair of an object, no value of its own. */
    static final int PASSED = 1 << 15;

    private static final int BITS_SHIFT = 16;

    byte[] text;
    byte[] extra = new byte[0];
    int extraSize;
    int[] slots;
    /** Index behind the last node. */
    int size;

    TermTape(byte[] text, int expectedNodes) {
        this.text = text;
        this.slots = new int[Math.max(8, expectedNodes) * STRIDE];
    }

    int add(int kindAndFlags, int first, int second) {
        if (size + STRIDE > slots.length) {
            slots = Arrays.copyOf(slots, grown(slots.length, size + STRIDE));
        }
        int node = size;
        slots[node] = kindAndFlags;
        slots[node + 1] = first;
        slots[node + 2] = second;
        size += STRIDE;
        slots[node + 3] = size;
        return node;
    }

    int addInt(long value) {
        return add(INT, (int) (value >> 32), (int) value);
    }

    void extra(int b) {
        if (extraSize == extra.length) {
            extra = Arrays.copyOf(extra, grown(Math.max(32, extra.length), extraSize + 1));
        }
        extra[extraSize++] = (byte) b;
    }

    void extra(byte[] from, int start, int end) {
        int needed = extraSize + end - start;
        if (needed > extra.length) {
            extra = Arrays.copyOf(extra, grown(Math.max(32, extra.length), needed));
        }
        System.arraycopy(from, start, extra, extraSize, end - start);
        extraSize = needed;
    }

    static int grown(int length, int needed) {
        if (needed < 0) {
            throw new MalformedTermException(0, "too long to be held in memory");
        }
        return (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, length * 2L));
    }

    int kind(int node) {
        return slots[node] & 0xff;
    }

    boolean has(int node, int flag) {
        return (slots[node] & flag) != 0;
    }

    void set(int node, int flag) {
        slots[node] |= flag;
    }

    /** The bytes that a node's content lies in. */
    byte[] bytes(int node) {
        return has(node, IN_EXTRA) ? extra : text;
    }

    int from(int node) {
        return slots[node + 1];
    }

    int to(int node) {
        return slots[node + 2];
    }

    long value(int node) {
        return ((long) slots[node + 1] << 32) | (slots[node + 2] & 0xffffffffL);
    }

    int children(int node) {
        return slots[node + 2];
    }

    /** The node behind this one and all that is in it. */
    int next(int node) {
        return slots[node + 3];
    }

    int bits(int node) {
        return (slots[node] >> BITS_SHIFT) & 7;
    }

    static int withBits(int bits) {
        return bits << BITS_SHIFT;
    }

    boolean isContainer(int node) {
        return kind(node) >= TUPLE;
    }

    /** A pair {@code {Key, Value}} whose key is an atom. */
    boolean isAtomPair(int node) {
        return kind(node) == TUPLE
                && children(node) == 2
                && kind(node + STRIDE) == ATOM
                && !(kind(next(node + STRIDE)) == CUT && from(next(node + STRIDE)) == to(next(node + STRIDE)));
    }

    boolean contentEquals(int node, String ascii) {
        int from = from(node);
        if (to(node) - from != ascii.length()) {
            return false;
        }
        byte[] in = bytes(node);
        for (int i = 0; i < ascii.length(); i++) {
            if (in[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
