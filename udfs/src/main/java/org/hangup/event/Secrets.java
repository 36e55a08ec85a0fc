package org.hangup.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of pieces of a log what debug records may hold and nobody else should read: SASL payloads, passwords, tokens, cookies. For what is shown of a
 * few records only (rejects), not for all records.
 *
 * <p>Better too much than too little: behind a word for a secret the rest of the line goes, where it has none the next line; text before an end tag of SASL
 * or of a password goes back to the tag before it; and so does any long run of the letters in which payloads and tokens are encoded, as the piece may begin
 * or end within one.
 */
public final class Secrets {
    /** What stands instead. */
    public static final String MASK = "[...]";

    /** A key or certificate in PEM (RFC 7468), whole, or as much of it as there is. */
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z0-9 ]+-----[\\s\\S]*?(?:-----END [A-Z0-9 ]+-----|\\z)");

    /** What of one stands before its end: it begins where no letter of one stands before, so that each is looked at once. */
    private static final Pattern PEM_END =
            Pattern.compile("(?<![A-Za-z0-9+/=\\\\\\s])[A-Za-z0-9+/=\\\\\\s]*+-----END [A-Z0-9 ]+-----");

    private static final Pattern BEFORE_END_TAG = Pattern.compile(
            "(?<![^<>\\n])[^<>\\n]*+(?=</(?:[a-z]+:)?(?:auth|response|challenge|success|password|digest|token|secret|initial-response|additional-data|key|hash)\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEHIND_WORD = Pattern.compile(
            "(password|passwd|passphrase|passw\\b|\\bpass\\b|\\bpwd|secret|token|bearer|cookie|authorization|credential|api[_-]?key"
                    + "|access[_-]?key|private[_-]?key|<(?:[a-z]+:)?(?:auth|response|challenge|success|digest|initial-response|authenticate)\\b"
                    + "|check_auth|sasl_(?:success|response|auth)|cyrsasl|scram-?sha|x-oauth2?)[^\\n]*[A-Za-z0-9][^\\n]*|(?:"
                    + "password|passwd|passphrase|secret|token|cookie)[^\\nA-Za-z0-9]*\\n[^\\n]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_=-]{16,}");
    /** Words of a log that are long and no secret: digits and mixed case are what an encoding shows. */
    private static final Pattern WORDS = Pattern.compile("[a-z]+(?:[_/-][a-z]+)*|[A-Z]+(?:[_-][A-Z]+)*|=+|-+|_+");

    private Secrets() {}

    /** The text without what may be secret. */
    public static String masked(String text) {
        String out = PEM.matcher(text).replaceAll(MASK);
        out = PEM_END.matcher(out).replaceAll(MASK);
        out = BEFORE_END_TAG.matcher(out).replaceAll(MASK);
        out = BEHIND_WORD.matcher(out).replaceAll(found -> {
            String word = found.group(1) == null ? "" : found.group(1);
            return Matcher.quoteReplacement(word + MASK);
        });
        return ENCODED.matcher(out)
                .replaceAll(found ->
                        Matcher.quoteReplacement(WORDS.matcher(found.group()).matches() ? found.group() : MASK));
    }
}
