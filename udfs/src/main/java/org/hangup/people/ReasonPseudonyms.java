package org.hangup.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.hangup.event.Disconnect;
import org.hangup.event.ReasonTable;
import org.hangup.event.StreamErrorText;

/**
 * Reasons without people: what the table of reasons knows to the letter stays, and what stands in the place of a {@code *} becomes a pseudonym, as
 * does all of a text that no row knows. A cause that the table finds in the one it finds in the other. Not for use by several threads.
 */
public final class ReasonPseudonyms {
    /** What {@code org.hangup.event} says of a trace in words of its own. */
    private static final byte[][] OWN_WORDS = {ascii("ping"), ascii("iq error")};
    /** The reconstruction of connections looks for it anywhere. */
    private static final String REPLACED = "Replaced by new connection";

    private static final byte[] NONE = {};

    private final ReasonTable table;
    private final Pseudonyms pseudonyms;
    private final CrashWords words;
    private final Remembered reasons = new Remembered();
    private final Remembered crashes = new Remembered();

    public ReasonPseudonyms(ReasonTable table, Pseudonyms pseudonyms) {
        this.table = table;
        this.pseudonyms = pseudonyms;
        words = new CrashWords(pseudonyms);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** The reason of a line or of a trace, bytes [from, to); not to be written to. */
    public byte[] reason(byte[] b, int from, int to) {
        int slot = Remembered.slot(b, from, to);
        byte[] known = reasons.get(slot, b, from, to);
        return known != null ? known : reasons.put(slot, b, from, to, masked(Arrays.copyOfRange(b, from, to)));
    }

    /**
     * Why a process died, bytes [from, to): a term or a sentence of Erlang, of which the words of Erlang and of ejabberd stay, and pids; not to be
     * written to.
     */
    public byte[] crash(byte[] b, int from, int to) {
        int slot = Remembered.slot(b, from, to);
        byte[] known = crashes.get(slot, b, from, to);
        if (known != null) {
            return known;
        }
        byte[] reason = Arrays.copyOfRange(b, from, to);
        byte[] masked = words.masked(reason);
        return crashes.put(slot, b, from, to, sameCause(reason, masked) ? masked : masked(reason));
    }

    private byte[] masked(byte[] reason) {
        for (byte[] word : OWN_WORDS) {
            if (Arrays.equals(word, reason)) {
                return reason;
            }
        }
        byte[] masked = table.withArguments(reason, this::argument);
        if (masked != null && sameCause(reason, masked)) {
            return masked;
        }
        byte[] bare = masked == null ? null : table.withArguments(reason, argument -> NONE);
        return bare != null && sameCause(reason, bare) ? bare : argument(reason);
    }

    private boolean sameCause(byte[] reason, byte[] masked) {
        Disconnect before = table.find(reason, 0, reason.length);
        return Objects.equals(before, table.find(masked, 0, masked.length));
    }

    /** An address, or any text; blanks round it stay, and the condition of a stream's error. */
    private byte[] argument(byte[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        if (from == to || StreamErrorText.isCondition(text, from, to)) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, from);
        int condition = condition(text, from, to);
        int replaced = new String(text, from, condition - from, ISO_8859_1).indexOf(REPLACED);
        if (replaced >= 0) {
            put(text, from, from + replaced, out);
            out.writeBytes(ascii(REPLACED));
            put(text, from + replaced + REPLACED.length(), condition, out);
        } else {
            put(text, from, condition, out);
        }
        out.write(text, condition, text.length - condition);
        return out.toByteArray();
    }

    /** Where the blank and {@code (condition)} begin at the end of a text; its end if it has none. */
    private static int condition(byte[] text, int from, int to) {
        if (!StreamErrorText.endsInCondition(text, from, to)) {
            return to;
        }
        int open = to;
        while (text[open - 1] != '(') {
            open--;
        }
        open--;
        return open > from && text[open - 1] == ' ' ? open - 1 : open;
    }

    private void put(byte[] text, int from, int to, ByteArrayOutputStream out) {
        if (from < to) {
            byte[] address = pseudonyms.address(text, from, to);
            out.writeBytes(address != null ? address : pseudonyms.name(text, from, to));
        }
    }
}
