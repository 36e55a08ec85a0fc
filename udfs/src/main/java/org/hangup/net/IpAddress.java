package org.hangup.net;

import java.nio.charset.StandardCharsets;

/**
 * An IP address. An IPv4 address that is mapped into IPv6 ({@code ::ffff:192.0.2.7}, as listeners on {@code ::} print IPv4
 * clients) is the IPv4 address.
 *
 * @param v4   whether it is IPv4; then {@code low} holds it in its last 32 bits and {@code high} is 0
 * @param high the first 64 bits of an IPv6 address
 * @param low  the last 64 bits
 */
public record IpAddress(boolean v4, long high, long low) {
    private static final long MAPPED = 0xffffL;

    /**
     * Reads an address in any of its textual forms (RFC 4291 section 2.2): {@code 192.0.2.7}, {@code 2001:db8::1},
     * {@code ::ffff:192.0.2.7}, {@code ::FFFF:C000:207}; also in square brackets, and with a scope ({@code fe80::1%eth0}, dropped).
     *
     * @return the address, or null if the text is none
     */
    public static IpAddress parse(byte[] b, int from, int to) {
        int begin = from;
        int end = to;
        if (end - begin > 2 && b[begin] == '[' && b[end - 1] == ']') {
            begin++;
            end--;
        }
        for (int i = begin; i < end; i++) {
            if (b[i] == ':') {
                return v6(b, begin, end);
            }
            if (b[i] == '.') {
                long v4 = dotted(b, begin, end);
                return v4 < 0 ? null : new IpAddress(true, 0, v4);
            }
        }
        return null;
    }

    /** Reads an address from text; null if the text is null or no address. */
    public static IpAddress parse(String text) {
        if (text == null) {
            return null;
        }
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        return parse(b, 0, b.length);
    }

    /** The address of an Erlang tuple's numbers: four of 8 bits or eight of 16 bits; null for another count or range. */
    public static IpAddress of(long[] numbers, int count) {
        if (count == 4) {
            long value = 0;
            for (int i = 0; i < 4; i++) {
                if (numbers[i] < 0 || numbers[i] > 255) {
                    return null;
                }
                value = value << 8 | numbers[i];
            }
            return new IpAddress(true, 0, value);
        }
        if (count != 8) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            if (numbers[i] < 0 || numbers[i] > 0xffff) {
                return null;
            }
            high = i < 4 ? high << 16 | numbers[i] : high;
            low = i < 4 ? low : low << 16 | numbers[i];
        }
        return ofV6(high, low);
    }

    private static IpAddress ofV6(long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == MAPPED;
        return mapped ? new IpAddress(true, 0, low & 0xffffffffL) : new IpAddress(false, high, low);
    }

    /** Whether the bytes are an IPv4 address just as this class would write it: four decimal numbers without leading zeros. */
    public static boolean isDotted(byte[] b, int from, int to) {
        return dotted(b, from, to) >= 0;
    }

    private static long dotted(byte[] b, int from, int to) {
        if (to - from < 7 || to - from > 15) {
            return -1;
        }
        long value = 0;
        int part = 0;
        int digits = 0;
        int parts = 1;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '.') {
                if (digits == 0 || parts == 4) {
                    return -1;
                }
                value = value << 8 | part;
                part = 0;
                digits = 0;
                parts++;
            } else {
                int digit = c - '0';
                if (digit < 0 || digit > 9 || (digits > 0 && part == 0)) {
                    return -1;
                }
                part = part * 10 + digit;
                digits++;
                if (part > 255) {
                    return -1;
                }
            }
        }
        return parts == 4 && digits > 0 ? value << 8 | part : -1;
    }

    private static IpAddress v6(byte[] b, int from, int to) {
        long[] words = new long[8];
        int count = 0;
        int gap = -1;
        int i = from;
        if (i + 1 < to && b[i] == ':' && b[i + 1] == ':') {
            gap = 0;
            i += 2;
        }
        while (i < to && b[i] != '%') {
            int end = wordEnd(b, i, to);
            if (end < to && b[end] == '.') {
                long v4 = dotted(b, i, scopeStart(b, i, to));
                if (v4 < 0 || count > 6) {
                    return null;
                }
                words[count++] = v4 >>> 16;
                words[count++] = v4 & 0xffff;
                break;
            }
            if (end == i || end - i > 4 || count == 8) {
                return null;
            }
            words[count++] = hex(b, i, end);
            i = end;
            if (i < to && b[i] == ':') {
                i++;
                if (i < to && b[i] == ':') {
                    if (gap >= 0) {
                        return null;
                    }
                    gap = count;
                    i++;
                } else if (i == to || b[i] == '%') {
                    return null;
                }
            } else if (i < to && b[i] != '%') {
                return null;
            }
        }
        return assemble(words, count, gap);
    }

    private static IpAddress assemble(long[] words, int count, int gap) {
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        long[] all = new long[8];
        int head = gap < 0 ? count : gap;
        System.arraycopy(words, 0, all, 0, head);
        System.arraycopy(words, head, all, 8 - (count - head), count - head);
        return of(all, 8);
    }

    private static int wordEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && Character.digit(b[i], 16) >= 0) {
            i++;
        }
        return i;
    }

    private static int scopeStart(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != '%') {
            i++;
        }
        return i;
    }

    private static long hex(byte[] b, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | Character.digit(b[i], 16);
        }
        return value;
    }

    /**
     * The network that holds the address.
     *
     * @param v4Bits length of the prefix for IPv4, 0 to 32
     * @param v6Bits length of the prefix for IPv6, 0 to 128
     * @return the network in CIDR text, {@code 192.0.2.0/24}
     * @throws IllegalArgumentException if a length is out of range
     */
    public String network(int v4Bits, int v6Bits) {
        if (v4Bits < 0 || v4Bits > 32) {
            throw new IllegalArgumentException("v4_bits must be 0 to 32, not " + v4Bits);
        }
        if (v6Bits < 0 || v6Bits > 128) {
            throw new IllegalArgumentException("v6_bits must be 0 to 128, not " + v6Bits);
        }
        if (v4) {
            return new IpAddress(true, 0, low & (0xffffffffL << (32 - v4Bits))) + "/" + v4Bits;
        }
        long highMask = v6Bits == 0 ? 0 : v6Bits >= 64 ? -1L : -1L << (64 - v6Bits);
        long lowMask = v6Bits <= 64 ? 0 : -1L << (128 - v6Bits);
        return new IpAddress(false, high & highMask, low & lowMask).v6Text() + "/" + v6Bits;
    }

    /** Canonical text: dotted IPv4, or IPv6 as RFC 5952 has it (lower case, the longest run of zeros as {@code ::}). */
    @Override
    public String toString() {
        if (!v4) {
            return v6Text();
        }
        return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }

    private String v6Text() {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && word(i + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
            i += length;
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Long.toHexString(word(i)));
        }
        return text.toString();
    }

    private long word(int i) {
        return (i < 4 ? high >>> (48 - 16 * i) : low >>> (48 - 16 * (i - 4))) & 0xffff;
    }
}
