package org.hangup.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A format string with the kinds of its arguments, ready to be run backwards. Rows of the catalogue that differ by version or
 * module only share one.
 *
 * <p>Bounded arguments are placed first, from the left and then from the right; so where one free argument is left, it gets
 * exactly what was printed for it, whatever a stranger wrote into it. Where two free ones meet (a JID and a reason), the split
 * is made by what the reason can be.
 */
final class MessagePattern {
    static final byte[] OPEN = Bytes.of("(");
    private static final byte[] CLOSE = Bytes.of(") ");

    private final byte[] name;
    private final Argument bracket;
    private final byte[] head;
    private final Argument[] arguments;
    /** The bytes that argument i can hold, or null if it is free. */
    private final boolean[][] sets;
    /** The place of a reason that follows a JID, or 0. */
    private final int reason;
    /** The place of a reason that stands last, behind anything else; -1 if there is none. */
    private final int lastReason;
    /** literals[i] follows arguments[i]. */
    private final byte[][] literals;

    private final EventField[] constantFields;
    private final byte[][] constants;
    private final int weight;

    /** A pattern and the versions that print it. */
    static final class Ranged {
        private final MessagePattern pattern;
        private final long[] first;
        private final long[] last;
        private final boolean library;

        /** @param library MongooseIM, whatever its version, prints it too */
        Ranged(MessagePattern pattern, long[] first, long[] last, boolean library) {
            this.pattern = pattern;
            this.first = first;
            this.last = last;
            this.library = library;
        }

        MessagePattern pattern() {
            return pattern;
        }

        boolean covers(Version version) {
            if (library && version.isMongooseIm()) {
                return true;
            }
            for (int i = 0; i < first.length; i++) {
                if (version.key() >= first[i] && version.key() <= last[i]) {
                    return true;
                }
            }
            return false;
        }
    }

    MessagePattern(MessageRow row) {
        FormatString format = row.format();
        name = Bytes.of(row.event());
        boolean bracketed = isBracketed(format);
        bracket = bracketed ? row.arguments().get(0) : null;
        int skip = bracketed ? 1 : 0;
        byte[] first = format.literal(skip);
        head = bracketed ? Arrays.copyOfRange(first, CLOSE.length, first.length) : first;
        List<Argument> rest = row.arguments().subList(skip, row.arguments().size());
        arguments = rest.toArray(Argument[]::new);
        sets = new boolean[arguments.length][];
        literals = new byte[arguments.length][];
        int total = head.length;
        for (int i = 0; i < arguments.length; i++) {
            sets[i] = arguments[i].kind().bytes();
            literals[i] = format.literal(i + 1 + skip);
            total += literals[i].length;
        }
        reason = jidAndReason();
        int last = arguments.length - 1;
        boolean alone = reason == 0 || last != reason;
        lastReason = last >= 0 && alone && arguments[last].kind() == ArgumentKind.REASON ? last : -1;
        long checked = rest.stream().filter(a -> !a.kind().anyText()).count();
        weight = 10 * (total + 1000 * arguments.length) + (int) checked;
        List<byte[]> values = new ArrayList<>();
        Map<EventField, String> sorted = row.constants().isEmpty() ? Map.of() : new EnumMap<>(row.constants());
        sorted.values().forEach(value -> values.add(Bytes.of(value)));
        constantFields = sorted.keySet().toArray(EventField[]::new);
        constants = values.toArray(byte[][]::new);
    }

    /** What two rows must have in common to share a pattern. */
    static String key(MessageRow row) {
        StringBuilder key = new StringBuilder(row.event());
        for (int i = 0; i <= row.format().arguments(); i++) {
            key.append('\0').append(new String(row.format().literal(i), StandardCharsets.UTF_8));
        }
        return key.append('\0')
                .append(row.arguments())
                .append(new TreeMap<>(row.constants()))
                .toString();
    }

    private static boolean isBracketed(FormatString format) {
        return format.arguments() > 0
                && Bytes.equal(format.literal(0), 0, format.literal(0).length, OPEN)
                && Bytes.startsWith(format.literal(1), 0, format.literal(1).length, CLOSE);
    }

    boolean bracketed() {
        return bracket != null;
    }

    /** The literal text that the message begins with, behind the bracket. */
    byte[] head() {
        return head;
    }

    int weight() {
        return weight;
    }

    /** Whether a message that begins with an argument can be of this row; cheap, and never wrong when it says no. */
    boolean plausible(byte[] b, int from, int to) {
        ArgumentKind kind = arguments[0].kind();
        if (kind.bounded()) {
            int run = ArgumentKind.runEnd(sets[0], b, from, to);
            return run > from && Splits.literalAtOrBefore(b, from, run, to, literals[0], arguments.length == 1) >= 0;
        }
        if (kind == ArgumentKind.JID && !ArgumentKind.jidBegins(b, from, to)) {
            return false;
        }
        if (kind == ArgumentKind.TERM && !ArgumentKind.termBegins(b, from, to)) {
            return false;
        }
        return literals[0].length == 0 || Bytes.indexOf(b, from, to, literals[0]) >= 0;
    }

    /**
     * Takes the arguments out of a message that begins with this pattern's head.
     *
     * @param messageFrom  first byte of the message
     * @param from         the byte behind the head
     * @return whether the whole message is of this pattern; if not, the event is left empty
     */
    boolean match(byte[] b, int messageFrom, int from, int to, ReasonTable reasons, Event event) {
        if (!place(b, from, to, reasons, event)) {
            return false;
        }
        event.clear(b);
        if (bracket != null && bracket.kind() == ArgumentKind.CONNECTION) {
            Bracket.read(b, messageFrom + 1, from - head.length - CLOSE.length, event);
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!Arguments.store(arguments[i], b, event.argumentFrom[i], event.argumentTo[i], event)) {
                event.clear();
                return false;
            }
        }
        event.end = to;
        for (int i = 0; i < constants.length; i++) {
            event.set(constantFields[i], constants[i]);
        }
        if (reason > 0) {
            event.set(EventField.TEXT, b, event.argumentFrom[reason - 1], event.argumentTo[reason]);
            unwrap(
                    b,
                    event.argumentFrom[reason - 1],
                    event.argumentFrom[reason],
                    event.argumentTo[reason],
                    reasons,
                    event);
        }
        if (lastReason >= 0) {
            byte[] mended = reasons.unwrapped(b, event.argumentFrom[lastReason], event.argumentTo[lastReason]);
            if (mended != null) {
                event.set(EventField.REASON, mended);
                end(b, event.argumentFrom[lastReason], event.argumentTo[lastReason], mended, event);
            }
        }
        event.set(EventField.EVENT, name);
        return true;
    }

    /** Mends a reason that somebody wrapped, or behind which lines of other records stand because their headers were damaged. */
    private static void unwrap(byte[] b, int jid, int from, int to, ReasonTable reasons, Event event) {
        byte[] mended = reasons.unwrapped(b, from, to);
        if (mended != null) {
            byte[] text = Arrays.copyOfRange(b, jid, from + mended.length);
            System.arraycopy(mended, 0, text, from - jid, mended.length);
            event.set(EventField.TEXT, text);
            event.set(EventField.REASON, mended);
            end(b, from, to, mended, event);
        }
    }

    /** Lines behind a reason are of others, if it was not mended over a line's end. */
    private static void end(byte[] b, int from, int to, byte[] mended, Event event) {
        int end = from + mended.length;
        if (Bytes.startsWith(b, from, to, mended) && Bytes.skipSpace(b, end, to) > end) {
            event.end = end;
        }
    }

    private int jidAndReason() {
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].kind() == ArgumentKind.REASON && arguments[i - 1].kind() == ArgumentKind.JID) {
                return i;
            }
        }
        return 0;
    }

    /** Finds where each argument begins and ends. */
    private boolean place(byte[] b, int from, int to, ReasonTable reasons, Event event) {
        int low = 0;
        int high = arguments.length - 1;
        int left = from;
        int right = to;
        while (low <= high) {
            boolean[] set = sets[low];
            if (set != null) {
                int run = ArgumentKind.runEnd(set, b, left, right);
                int end = Splits.literalAtOrBefore(b, left, run, right, literals[low], low == arguments.length - 1);
                if (end < 0) {
                    return false;
                }
                put(event, low, left, end);
                left = end + literals[low].length;
                low++;
                continue;
            }
            if (high == arguments.length - 1 && right == to) {
                high = placeFromRight(b, left, to, low, event);
                if (high < 0) {
                    return false;
                }
                right = high == arguments.length - 1 ? to : event.argumentFrom[high + 1];
            }
            if (low == high) {
                return placeLast(b, left, right, low, event);
            }
            int end = split(b, left, right, low, high, reasons, event);
            if (end < 0) {
                return false;
            }
            put(event, low, left, end);
            left = end + literals[low].length;
            low++;
        }
        return left == right;
    }

    private static void put(Event event, int i, int from, int to) {
        event.argumentFrom[i] = from;
        event.argumentTo[i] = to;
    }

    /** The last free argument takes all that is left up to its literal. */
    private boolean placeLast(byte[] b, int left, int right, int i, Event event) {
        int end = right - literals[i].length;
        if (end < left || !Bytes.endsWith(b, left, right, literals[i])) {
            return false;
        }
        put(event, i, left, end);
        return true;
    }

    /** Places bounded arguments from the right; returns the last argument that is not placed, or -1 if the end does not match. */
    private int placeFromRight(byte[] b, int left, int to, int low, Event event) {
        int right = to;
        for (int i = arguments.length - 1; i > low; i--) {
            if (sets[i] == null) {
                return i;
            }
            if (!Bytes.endsWith(b, left, right, literals[i])) {
                return -1;
            }
            int end = right - literals[i].length;
            int begin = ArgumentKind.runStart(sets[i], b, left, end);
            while (begin < end && !Bytes.endsWith(b, left, begin, literals[i - 1])) {
                begin++;
            }
            if (begin == end) {
                return -1;
            }
            put(event, i, begin, end);
            right = begin;
        }
        return low;
    }

    /** Where the free argument {@code low} ends, when other free ones follow it. */
    private int split(byte[] b, int left, int right, int low, int high, ReasonTable reasons, Event event) {
        ArgumentKind kind = arguments[low].kind();
        ArgumentKind next = arguments[low + 1].kind();
        if (kind == ArgumentKind.JID && next == ArgumentKind.REASON && low + 1 == high) {
            return Splits.reasonSplit(b, left, right - literals[high].length, literals[low], reasons);
        }
        if (low + 2 == high && isFromAddress(high)) {
            int from = Splits.addressSplit(b, left, right, reasons, event);
            return from < 0 ? -1 : from + Splits.FROM.length - literals[low].length;
        }
        if (kind == ArgumentKind.ANY_USER && low + 3 == high && isFromAddress(high)) {
            return Bytes.lastIndexOf(b, left, Splits.addressSplit(b, left, right, reasons, event), '@');
        }
        return Bytes.indexOf(b, left, right, literals[low]);
    }

    /** Whether {@code from IP: REASON} stands last, up to the reason at {@code i}. */
    private boolean isFromAddress(int i) {
        return arguments[i].kind() == ArgumentKind.REASON
                && arguments[i - 1].kind() == ArgumentKind.IP
                && Arrays.equals(literals[i - 1], Splits.REASON_MARK)
                && Bytes.endsWith(literals[i - 2], 0, literals[i - 2].length, Splits.FROM);
    }
}
