package org.hangup.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The SASL mechanisms that a server can have: a client may ask for one of any other name, which then is its own words. */
public final class Mechanisms {
    private static final int LONGEST = 24;

    /** Of IANA's registry of SASL mechanisms, and those of old servers. */
    private static final Set<String> NAMES = Set.of(
            "ANONYMOUS", "CRAM-MD5", "DIGEST-MD5", "EXTERNAL", "GSSAPI", "LOGIN", "OAUTHBEARER", "PLAIN", "X-OAUTH2");

    private static final Pattern FAMILIES =
            Pattern.compile("SCRAM-SHA(?:3)?-?[0-9]+(?:-PLUS)?|HT-SHA-[0-9]+-(?:NONE|UNIQ|ENDP|EXPR)");

    private Mechanisms() {}

    /** Whether bytes [from, to) are the name of one, in either case. */
    public static boolean isKnown(byte[] b, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        String name = new String(b, from, to - from, US_ASCII).toUpperCase(Locale.ROOT);
        return NAMES.contains(name) || FAMILIES.matcher(name).matches();
    }
}
