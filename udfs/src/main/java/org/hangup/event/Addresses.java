package org.hangup.event;

import org.hangup.net.IpAddress;

/** Reads addresses and ports, in all the ways in which ejabberd has printed them: texts, tuples, with and without a port, masked. */
final class Addresses {
    private static final byte[] MAPPED = Bytes.of("::ffff:");
    private static final int MAX_PORT = 65535;
    private static final int LONGEST_MASK = 64;

    private Addresses() {}

    /** Reads an address; a word such as {@code hidden_by_ejabberd} gives none, and that is right too. */
    static boolean ip(byte[] b, int from, int to, Event event) {
        if (IpAddress.isDotted(b, from, to)) {
            event.set(EventField.IP, b, from, to);
            return true;
        }
        if (isMapped(b, from, to)) {
            event.set(EventField.IP, b, from + MAPPED.length, to);
            return true;
        }
        if (from < to && b[from] == '{') {
            return addressTuple(b, from, to, event) > 0;
        }
        IpAddress address = IpAddress.parse(b, from, to);
        if (address == null) {
            return isMask(b, from, to);
        }
        event.set(EventField.IP, Bytes.of(address.toString()));
        return true;
    }

    /** {@code ::ffff:192.0.2.7}, in either case (it differs by OTP release). */
    private static boolean isMapped(byte[] b, int from, int to) {
        if (to - from <= MAPPED.length) {
            return false;
        }
        for (int i = 0; i < MAPPED.length; i++) {
            byte c = b[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != MAPPED[i]) {
                return false;
            }
        }
        return IpAddress.isDotted(b, from + MAPPED.length, to);
    }

    /**
     * What stands for an address that nobody is to read: {@code hidden_by_ejabberd}, {@code unknown}, {@code 203.0.113.xxx}, {@code x.x.x.x},
     * {@code 10.0.0.*}, {@code <ip>}, {@code [REDACTED]}: a word in brackets, or one that has what no address has.
     */
    private static boolean isMask(byte[] b, int from, int to) {
        boolean bracketed =
                to - from > 2 && ((b[from] == '<' && b[to - 1] == '>') || (b[from] == '[' && b[to - 1] == ']'));
        int begin = bracketed ? from + 1 : from;
        int end = bracketed ? to - 1 : to;
        boolean strange = bracketed;
        boolean word = end - begin > 3;
        for (int i = begin; i < end; i++) {
            int c = b[i];
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && ".:*_-#".indexOf(c) < 0) {
                return false;
            }
            word &= letter || c == '_';
            strange |= "*#_".indexOf(c) >= 0 || (letter && (c | 0x20) > 'f');
        }
        return end > begin && end - begin <= LONGEST_MASK && (strange || word);
    }

    /** {@code 192.0.2.7:51322}, {@code [2001:db8::1]:51322}, {@code 2001:db8::1:51322}, {@code {{192,0,2,7},51322}}, or masked. */
    static boolean endpoint(byte[] b, int from, int to, Event event) {
        if (from >= to) {
            return false;
        }
        if (b[from] == '{') {
            return addressTuple(b, from, to, event) > 0;
        }
        int colon = Bytes.lastIndexOf(b, from, to, ':');
        if (colon < 0) {
            return ip(b, from, to, event);
        }
        event.port = port(b, colon + 1, to);
        boolean bracketed = b[from] == '[' && b[colon - 1] == ']';
        boolean address = bracketed ? ip(b, from + 1, colon - 1, event) : ip(b, from, colon, event);
        // a listener on a socket file prints its path where the address would be
        return address || Bytes.indexOf(b, from, to, '/') >= 0;
    }

    /** The port of {@code [::]:5222} or {@code {{0,0,0,0},5222}}. */
    static int localPort(byte[] b, int from, int to) {
        boolean tuple = to - from > 2 && b[to - 1] == '}';
        int end = tuple ? to - 1 : to;
        return port(b, Bytes.lastIndexOf(b, from, end, tuple ? ',' : ':') + 1, end);
    }

    static int port(byte[] b, int from, int to) {
        return (int) Bytes.number(b, from, to, MAX_PORT);
    }

    /** {@code {{192,0,2,7},51322}} or {@code {192,0,2,7}}, over any white space; returns the byte behind it, or -1. */
    static int addressTuple(byte[] b, int from, int to, Event event) {
        long[] numbers = new long[8];
        int i = from;
        boolean paired = i + 1 < to && b[i + 1] == '{';
        i += paired ? 2 : 1;
        int count = 0;
        while (i < to && b[i] != '}') {
            int begin = Bytes.skipSpace(b, i, to);
            int end = begin;
            while (end < to && Bytes.isDigit(b[end])) {
                end++;
            }
            long value = Bytes.number(b, begin, end, 0xffff);
            if (value < 0 || count == 8) {
                return -1;
            }
            numbers[count++] = value;
            // a printer breaks lines behind commas only
            i = end;
            if (i < to && b[i] == ',') {
                i++;
            } else if (i < to && b[i] != '}') {
                return -1;
            }
        }
        IpAddress address = IpAddress.of(numbers, count);
        if (address == null || i >= to) {
            return -1;
        }
        event.set(EventField.IP, Bytes.of(address.toString()));
        return paired ? tuplePort(b, i + 1, to, event) : i + 1;
    }

    private static int tuplePort(byte[] b, int from, int to, Event event) {
        int begin = Bytes.skipSpace(b, from, to);
        if (begin >= to || b[begin] != ',') {
            return -1;
        }
        begin = Bytes.skipSpace(b, begin + 1, to);
        int end = begin;
        while (end < to && Bytes.isDigit(b[end])) {
            end++;
        }
        event.port = end < to && b[end] == '}' ? port(b, begin, end) : Event.NO_PORT;
        return event.port < 0 ? -1 : end;
    }

    /** {@code 5222}, {@code {5222,tcp}} or {@code {5222,{0,0,0,0},tcp}} (2.1.6-17.01). */
    static int listenerPort(byte[] b, int from, int to) {
        int begin = from < to && b[from] == '{' ? from + 1 : from;
        int end = begin;
        while (end < to && Bytes.isDigit(b[end])) {
            end++;
        }
        return port(b, begin, end);
    }
}
