package org.hangup.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The causes behind reason texts: {@code reasons.tsv}, one pattern a row. {@code *} in a pattern stands for any text, and
 * {@code {us|local host}} for either. The first row that is the whole text wins; a row without {@code *} goes before all others.
 * Immutable, and safe for use by many threads.
 */
public final class ReasonTable {
    static final List<String> COLUMNS =
            List.of("pattern", "first_version", "last_version", "cause", "subcause", "ended_by");
    private static final byte[] UNKNOWN_POSIX = Bytes.of("unknown POSIX error: ");
    private static final byte[][] BEFORE_POSIX = {Bytes.of("Connection failed: "), Bytes.of("TLS failed: ")};
    private static final ReasonTable BUILT_IN = new ReasonTable(List.of());

    private final ByteKeys<Disconnect> whole;
    /** The first bytes of all rows: most text that is no reason is told by them. */
    private final boolean[] first = new boolean[256];

    private final List<Pattern> patterns = new ArrayList<>();

    private static final class Pattern {
        private final byte[][] parts;
        private final Disconnect disconnect;

        Pattern(byte[][] parts, Disconnect disconnect) {
            this.parts = parts;
            this.disconnect = disconnect;
        }

        boolean matches(byte[] b, int from, int to) {
            byte[] last = parts[parts.length - 1];
            if (!Bytes.startsWith(b, from, to, parts[0])) {
                return false;
            }
            int at = from + parts[0].length;
            for (int i = 1; i < parts.length - 1; i++) {
                int found = Bytes.indexOf(b, at, to, parts[i]);
                if (found < 0) {
                    return false;
                }
                at = found + parts[i].length;
            }
            return Bytes.endsWith(b, at, to, last);
        }

        /** A text that matches, with other texts where the row has {@code *}. */
        byte[] replaced(byte[] b, int from, int to, UnaryOperator<byte[]> argument) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
            out.writeBytes(parts[0]);
            int at = from + parts[0].length;
            for (int i = 1; i < parts.length; i++) {
                boolean last = i == parts.length - 1;
                int found = last ? to - parts[i].length : Bytes.indexOf(b, at, to, parts[i]);
                out.writeBytes(argument.apply(Arrays.copyOfRange(b, at, found)));
                out.writeBytes(parts[i]);
                at = found + parts[i].length;
            }
            return out.toByteArray();
        }
    }

    private ReasonTable(List<String> more) {
        Map<String, Disconnect> texts = new HashMap<>();
        more.forEach(tsv -> add(tsv, texts));
        add(Tsv.resource("reasons.tsv"), texts);
        whole = new ByteKeys<>(texts);
    }

    /** The table that comes with Hangup. */
    public static ReasonTable builtIn() {
        return BUILT_IN;
    }

    /**
     * The table that comes with Hangup, and an operator's rows, which go before it.
     *
     * @param tsvTexts tables with the columns pattern, first_version, last_version, cause, subcause, ended_by
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static ReasonTable with(List<String> tsvTexts) {
        return tsvTexts.isEmpty() ? BUILT_IN : new ReasonTable(tsvTexts);
    }

    private void add(String tsv, Map<String, Disconnect> texts) {
        Tsv.read(tsv, COLUMNS, cells -> {
            if (cells.get(0).isEmpty() || cells.get(3).isEmpty()) {
                throw new IllegalArgumentException("a row needs a pattern and a cause");
            }
            Disconnect disconnect = new Disconnect(cells.get(3), nullIfEmpty(cells.get(4)), nullIfEmpty(cells.get(5)));
            expand(cells.get(0)).forEach(pattern -> add(pattern, disconnect, texts));
            return disconnect;
        });
    }

    private void add(String pattern, Disconnect disconnect, Map<String, Disconnect> texts) {
        String[] parts = pattern.split("\\*", -1);
        byte[] head = Bytes.of(parts[0]);
        if (head.length == 0) {
            Arrays.fill(first, true);
        } else {
            first[head[0] & 255] = true;
        }
        if (parts.length == 1) {
            texts.putIfAbsent(pattern, disconnect);
            return;
        }
        byte[][] literals = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            literals[i] = Bytes.of(parts[i]);
        }
        patterns.add(new Pattern(literals, disconnect));
    }

    /** Braces without a bar between them are those of an Erlang term. */
    private static List<String> expand(String pattern) {
        int close = -1;
        int open = -1;
        for (int i = pattern.indexOf('|'); i >= 0 && close < 0; i = pattern.indexOf('|', i + 1)) {
            open = pattern.lastIndexOf('{', i);
            close = open < 0 ? -1 : pattern.indexOf('}', i);
        }
        if (close < 0) {
            return List.of(pattern);
        }
        List<String> all = new ArrayList<>();
        for (String choice : pattern.substring(open + 1, close).split("\\|", -1)) {
            all.addAll(expand(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
        }
        return all;
    }

    private static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * Finds what a reason text says.
     *
     * @param reason as the log prints it; a prefix {@code unknown POSIX error: } (OTP 26+) is passed over, and text that was
     *     encoded twice counts as what it says
     * @return what it says, {@link Disconnect#UNKNOWN} for a text that no row knows, null for null
     */
    public Disconnect find(String reason) {
        if (reason == null) {
            return null;
        }
        byte[] b = Bytes.of(reason);
        byte[] once = EjabberdText.undouble(b);
        Disconnect found = find(once, 0, once.length);
        return found == null ? Disconnect.UNKNOWN : found;
    }

    /** {@link #find(String)} of bytes [from, to); null for a text that no row knows. */
    public Disconnect find(byte[] b, int begin, int to) {
        int from = begin;
        while (Bytes.startsWith(b, from, to, UNKNOWN_POSIX)) {
            from += UNKNOWN_POSIX.length;
        }
        if (from >= to) {
            return null;
        }
        if (!first[b[from] & 255]) {
            return null;
        }
        int head = headBeforePosix(b, from, to);
        if (head > 0) {
            byte[] plain = withoutPrefix(Arrays.copyOfRange(b, from, to));
            return find(plain, 0, plain.length);
        }
        Disconnect exact = whole.get(b, from, to);
        if (exact != null) {
            return exact;
        }
        Pattern pattern = pattern(b, from, to);
        return pattern == null ? null : pattern.disconnect;
    }

    /**
     * A reason as its row has it, with other texts in the place of its arguments.
     *
     * @param argument gets what stands where the row has {@code *}, and gives what is to stand there
     * @return null for a text that no row knows
     */
    public byte[] withArguments(byte[] reason, UnaryOperator<byte[]> argument) {
        int from = 0;
        while (Bytes.startsWith(reason, from, reason.length, UNKNOWN_POSIX)) {
            from += UNKNOWN_POSIX.length;
        }
        byte[] plain = withoutPrefix(Arrays.copyOfRange(reason, from, reason.length));
        if (plain.length == 0 || whole.get(plain, 0, plain.length) != null) {
            return plain.length == 0 ? null : plain;
        }
        Pattern pattern = pattern(plain, 0, plain.length);
        return pattern == null ? null : pattern.replaced(plain, 0, plain.length, argument);
    }

    /**
     * A reason over which a paste was wrapped, or behind which lines of others follow: what stood there if a row knows all of it to its
     * last byte. Else a text of the server's own ends with its line, and one of a client's with its condition.
     *
     * @return null if [from, to) is one line, or no row tells what it was
     */
    byte[] unwrapped(byte[] b, int from, int to) {
        if (from >= to || (b[to - 1] != ' ' && Bytes.indexOf(b, from, to, '\n') < 0)) {
            return null;
        }
        String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        String firstLine = text.substring(0, (text + "\n").indexOf('\n'));
        List<byte[]> guesses = Stream.of(text.replaceAll("\n *", ""), text.replaceAll("\n *", " "), firstLine)
                .map(guess -> guess.stripTrailing().getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        if (StreamErrorText.is(b, from, to)) {
            int end = StreamErrorText.end(b, from, to);
            return end < 0 || end == to ? null : Arrays.copyOfRange(b, from, end);
        }
        return guesses.stream().filter(this::isRow).findFirst().orElseGet(() -> guesses.stream()
                .filter(this::endsAsRow)
                .findFirst()
                .orElseGet(() -> ofServer(guesses.get(guesses.size() - 1))));
    }

    private byte[] ofServer(byte[] firstLine) {
        return find(firstLine, 0, firstLine.length) == null ? null : firstLine;
    }

    private boolean isRow(byte[] reason) {
        byte[] plain = withoutPrefix(reason);
        return whole.get(plain, 0, plain.length) != null;
    }

    /** Whether a row with a {@code *}, but none at its end, is the whole reason. */
    private boolean endsAsRow(byte[] reason) {
        Pattern found = pattern(reason, 0, reason.length);
        return found != null && found.parts[found.parts.length - 1].length > 0;
    }

    /** A reason without the words that OTP 26+ puts before an atom it does not know. */
    private static byte[] withoutPrefix(byte[] reason) {
        int head = headBeforePosix(reason, 0, reason.length);
        if (head == 0) {
            return reason;
        }
        byte[] plain = Arrays.copyOf(reason, reason.length - UNKNOWN_POSIX.length);
        System.arraycopy(reason, head + UNKNOWN_POSIX.length, plain, head, plain.length - head);
        return plain;
    }

    /** How long the text is before {@code unknown POSIX error: }; 0 if that does not follow one that it may follow. */
    private static int headBeforePosix(byte[] b, int from, int to) {
        for (byte[] head : BEFORE_POSIX) {
            if (from < to
                    && b[from] == head[0]
                    && Bytes.startsWith(b, from, to, head)
                    && Bytes.startsWith(b, from + head.length, to, UNKNOWN_POSIX)) {
                return head.length;
            }
        }
        return 0;
    }

    private Pattern pattern(byte[] b, int from, int to) {
        for (Pattern pattern : patterns) {
            if (pattern.matches(b, from, to)) {
                return pattern;
            }
        }
        return null;
    }

    /** Whether a row knows the whole text. */
    boolean knows(byte[] b, int from, int to) {
        return find(b, from, to) != null || unwrapped(b, from, to) != null;
    }
}
