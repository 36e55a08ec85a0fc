package org.hangup.event;

/**
 * A version of ejabberd, as its start record prints it, in the order of its releases: {@code 2.1.13} &lt; {@code 13.03-beta1}
 * &lt; {@code 13.06} &lt; {@code 17.03-beta} &lt; {@code 17.03}. A packager's revision ({@code 23.01-1}, {@code 21.12~bpo11+1}) is no
 * part of the order.
 *
 * <p>MongooseIM's versions come behind all of ejabberd's: {@code mim-1.5.1}, {@code 2.1.8+mim-1.5.1} (what 1.3 to 2.0 print: the ejabberd
 * that they forked from, and their own), and numbers that ejabberd never had ({@code 2.2.0} to {@code 12.9}).
 *
 * @param text the version as printed
 * @param key  a number in the order of the releases
 */
public record Version(String text, long key) implements Comparable<Version> {
    private static final int PARTS = 3;
    private static final int PART_BITS = 16;
    private static final int RELEASED = 255;
    private static final String MONGOOSE = "mim-";
    /** Added to the keys of MongooseIM's versions. */
    private static final long FORK = 1L << (PARTS * PART_BITS + 8);
    /** ejabberd was never 2.2, and the year of its next version but 2.1 was 13. */
    private static final long FIRST_FORKED = (2L << (2 * PART_BITS)) | (2L << PART_BITS);

    private static final long BEHIND_FORKED = 13L << (2 * PART_BITS);
    /** The greatest key that a version of ejabberd can have. */
    static final long LAST_OF_EJABBERD = FORK - 1;

    /**
     * Reads a version.
     *
     * @param text what the start record prints
     * @return the version, or null where the text is null or does not begin with a digit or {@code mim-}
     */
    public static Version of(String text) {
        if (text == null) {
            return null;
        }
        int fork = text.indexOf(MONGOOSE);
        int start = fork < 0 ? 0 : fork + MONGOOSE.length();
        if (start >= text.length() || !isDigit(text.charAt(start))) {
            return null;
        }
        long key = 0;
        int at = start;
        for (int part = 0; part < PARTS; part++) {
            long value = 0;
            while (at < text.length() && isDigit(text.charAt(at))) {
                value = Math.min(value * 10 + (text.charAt(at++) - '0'), (1 << PART_BITS) - 1);
            }
            key = key << PART_BITS | value;
            boolean more = at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
            at += more ? 1 : 0;
        }
        boolean forked = fork >= 0 || (key >= FIRST_FORKED && key < BEHIND_FORKED);
        return new Version(text, (forked ? FORK : 0) | (key << 8) | stage(text, at));
    }

    /** It is of MongooseIM. */
    public boolean isMongooseIm() {
        return key > LAST_OF_EJABBERD;
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
