package org.hangup.event;

/**
 * A version of ejabberd, as its start record prints it, in the order of its releases: {@code 2.1.13} &lt; {@code 13.03-beta1}
 * &lt; {@code 13.06} &lt; {@code 17.03-beta} &lt; {@code 17.03}. A packager's revision ({@code 23.01-1}, {@code 21.12~bpo11+1}) is no
 * part of the order.
 *
 * @param text the version as printed
 * @param key  a number in the order of the releases
 */
public record Version(String text, long key) implements Comparable<Version> {
    private static final int PARTS = 3;
    private static final int PART_BITS = 16;
    private static final int RELEASED = 255;

    /**
     * Reads a version.
     *
     * @param text what the start record prints
     * @return the version, or null where the text is null or does not begin with a digit
     */
    public static Version of(String text) {
        if (text == null || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        long key = 0;
        int at = 0;
        for (int part = 0; part < PARTS; part++) {
            long value = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                value = Math.min(value * 10 + (text.charAt(at++) - '0'), (1 << PART_BITS) - 1);
            }
            key = key << PART_BITS | value;
            boolean more = at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
            at += more ? 1 : 0;
        }
        return new Version(text, key << 8 | stage(text, at));
    }

    /** The greatest key of this version's own patch releases: {@code 19.09.1} is covered by a row that ends with {@code 19.09}. */
    long lastPatch() {
        boolean patch = (key >>> 8 & 0xffff) != 0;
        return patch || (key & 255) != RELEASED ? key : key | 0xffff00L;
    }

    /** {@code -beta}, {@code -beta2}, {@code -alpha}, {@code -rc1} come before the release; all else is a packager's mark. */
    private static int stage(String text, int at) {
        int base = text.startsWith("-alpha", at)
                ? 0
                : text.startsWith("-beta", at) ? 64 : text.startsWith("-rc", at) ? 128 : RELEASED;
        int number = 0;
        for (int i = at; base != RELEASED && i < text.length() && number < 6; i++) {
            number = isDigit(text.charAt(i)) ? number * 10 + text.charAt(i) - '0' : number;
        }
        return base == RELEASED ? RELEASED : base + Math.min(number, 63);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && version.key == key;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(key);
    }

    @Override
    public String toString() {
        return text;
    }
}
