package org.hangup.erlang;

import static org.hangup.erlang.TermTape.ATOM;
import static org.hangup.erlang.TermTape.LIST;
import static org.hangup.erlang.TermTape.MAP;
import static org.hangup.erlang.TermTape.OBJECT;
import static org.hangup.erlang.TermTape.PASSED;
import static org.hangup.erlang.TermTape.SHORTENED;
import static org.hangup.erlang.TermTape.STRIDE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which parts of a term are objects in JSON and VARIANT, and the names of their fields: maps, and non-empty lists of
 * pairs with distinct atoms as keys.
 */
final class ObjectShapes {
    /** What stands for a part that the printer left out. */
    static final String ELLIPSIS = "\u2026";

    private static final byte[] ELLIPSIS_BYTES = ELLIPSIS.getBytes(StandardCharsets.UTF_8);
    /** Up to so many keys are compared each with each. */
    private static final int FEW = 8;

    private ObjectShapes() {}

    /** Marks lists that are objects, and all keys and pairs. */
    static void mark(TermTape tape) {
        for (int node = 0; node < tape.size; node += STRIDE) {
            int kind = tape.kind(node);
            if (kind == LIST) {
                if (!tape.has(node, PASSED) && isObject(tape, node)) {
                    tape.set(node, OBJECT);
                    markPairs(tape, node);
                }
            } else if (kind == MAP && !tape.has(node, PASSED)) {
                markKeys(tape, node);
            }
        }
    }

    private static boolean isObject(TermTape tape, int list) {
        int n = tape.children(list);
        if (n == 0 || tape.has(list, TermTape.TAIL)) {
            return false;
        }
        int end = tape.next(list);
        for (int pair = list + STRIDE; pair < end; pair = tape.next(pair)) {
            if (!tape.isAtomPair(pair)) {
                return false;
            }
        }
        return n <= FEW ? distinctFew(tape, list) : distinctMany(tape, list);
    }

    private static boolean distinctFew(TermTape tape, int list) {
        int end = tape.next(list);
        for (int a = tape.next(list + STRIDE); a < end; a = tape.next(a)) {
            for (int b = list + STRIDE; b < a; b = tape.next(b)) {
                if (sameContent(tape, a + STRIDE, b + STRIDE)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean sameContent(TermTape tape, int a, int b) {
        return Arrays.equals(tape.bytes(a), tape.from(a), tape.to(a), tape.bytes(b), tape.from(b), tape.to(b));
    }

    private static boolean distinctMany(TermTape tape, int list) {
        Set<String> seen = new HashSet<>();
        int end = tape.next(list);
        for (int pair = list + STRIDE; pair < end; pair = tape.next(pair)) {
            if (!seen.add(text(tape, pair + STRIDE))) {
                return false;
            }
        }
        return true;
    }

    private static void markPairs(TermTape tape, int list) {
        int end = tape.next(list);
        for (int pair = list + STRIDE; pair < end; pair = tape.next(pair)) {
            tape.set(pair, PASSED);
            tape.set(pair + STRIDE, PASSED);
        }
    }

    private static void markKeys(TermTape tape, int map) {
        int end = tape.next(map);
        for (int key = map + STRIDE; key < end; ) {
            int value = tape.next(key);
            for (int inner = key; inner < value; inner += STRIDE) {
                tape.set(inner, PASSED);
            }
            key = value < end ? tape.next(value) : end;
        }
    }

    /** The field names of a marked list or of a map, in the order of the values, all different. */
    static String[] fieldNames(TermTape tape, int object) {
        boolean map = tape.kind(object) == MAP;
        String[] names = new String[map ? (tape.children(object) + 1) / 2 : tape.children(object)];
        int end = tape.next(object);
        int i = 0;
        if (!map) {
            for (int pair = object + STRIDE; pair < end; pair = tape.next(pair)) {
                names[i++] = text(tape, pair + STRIDE);
            }
            return names;
        }
        Set<String> taken = new HashSet<>();
        int number = 1;
        for (int key = object + STRIDE; key < end; ) {
            String name = fieldName(tape, key);
            if (!taken.add(name)) {
                name = normalized(tape, key);
                String base = name;
                while (!taken.add(name)) {
                    name = base + "#" + ++number;
                }
            }
            names[i++] = name;
            int value = tape.next(key);
            key = value < end ? tape.next(value) : end;
        }
        return names;
    }

    private static String fieldName(TermTape tape, int key) {
        boolean text =
                switch (tape.kind(key)) {
                    case ATOM, TermTape.STRING, TermTape.CUT -> true;
                    case TermTape.BINARY -> isText(tape, key);
                    default -> false;
                };
        return text ? text(tape, key) : normalized(tape, key);
    }

    private static String normalized(TermTape tape, int node) {
        ByteSink sink = new ByteSink(64);
        NormalizedText.write(tape, node, sink);
        return new String(sink.bytes, 0, sink.size, StandardCharsets.UTF_8);
    }

    /** A binary's bytes are UTF-8; of a shortened one, up to a last character that may be in halves. */
    static boolean isText(TermTape tape, int binary) {
        return tape.has(binary, TermTape.ASCII)
                || Utf8.valid(tape.bytes(binary), tape.from(binary), textEnd(tape, binary));
    }

    /** Where the text of a content ends. */
    static int textEnd(TermTape tape, int node) {
        int to = tape.to(node);
        return tape.has(node, SHORTENED) && !tape.has(node, TermTape.ASCII)
                ? Utf8.withoutBegunSequence(tape.bytes(node), tape.from(node), to)
                : to;
    }

    /** Something follows the text that was left out. */
    static boolean isShortened(TermTape tape, int node) {
        return tape.has(node, SHORTENED) || tape.kind(node) == TermTape.CUT;
    }

    private static String text(TermTape tape, int node) {
        int from = tape.from(node);
        String text = new String(tape.bytes(node), from, textEnd(tape, node) - from, StandardCharsets.UTF_8);
        return isShortened(tape, node) ? text + ELLIPSIS : text;
    }

    static byte[] ellipsis() {
        return ELLIPSIS_BYTES;
    }
}
