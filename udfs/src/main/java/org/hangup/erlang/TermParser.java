package org.hangup.erlang;

import static org.hangup.erlang.TermTape.STRIDE;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the text of one Erlang term as {@code ~p}, {@code ~w}, {@code ~tp}, {@code ~tw}, {@code ~P}, {@code ~W} of io_lib
 * and lager's printer write it, over any number of lines. Time and memory grow linearly with the length of the text, and
 * no depth of nesting overflows the stack.
 *
 * <p>The text is UTF-8; a byte that is no part of UTF-8 is the Latin-1 character of that number. A text that ends within
 * the term, or in dots there, is a cut term, not a malformed one.
 */
public final class TermParser {
    private TermParser() {}

    /**
     * Reads a term.
     *
     * @throws MalformedTermException if the text is not one term, whole or cut
     */
    public static Term parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a term.
     *
     * @throws MalformedTermException if the text is not one term, whole or cut
     */
    public static Term parse(byte[] text) {
        return term(TermScanner.scan(text, 0, text.length));
    }

    /**
     * Of the term that stands in [from, to): the text on one line that {@code io_lib:format("~tw", [Term])} gives, in UTF-8; a cut
     * term keeps its dots.
     *
     * @throws MalformedTermException if the text is not one term, whole or cut
     */
    public static byte[] toNormalized(byte[] text, int from, int to) {
        return NormalizedText.of(TermScanner.scan(text, from, to));
    }

    /**
     * The term that stands in [from, to) as JSON, in UTF-8.
     *
     * @throws MalformedTermException if the text is not one term, whole or cut
     */
    public static byte[] toJson(byte[] text, int from, int to) {
        return JsonText.of(TermScanner.scan(text, from, to));
    }

    /**
     * The term that stands in [from, to) as VARIANT: the mapping of {@link #toJson}. An integer of more than 38 digits, which a VARIANT cannot hold,
     * becomes the string of its digits.
     *
     * @throws MalformedTermException if the text is not one term, whole or cut, or the VARIANT is over 128 MiB
     */
    public static VariantBytes toVariant(byte[] text, int from, int to) {
        return VariantWriter.write(TermScanner.scan(text, from, to));
    }

    /** Builds the term from its last node to its first, so that what a container holds is there before it. */
    private static Term term(TermTape tape) {
        Term[] made = new Term[tape.size / STRIDE];
        for (int node = tape.size - STRIDE; node >= 0; node -= STRIDE) {
            made[node / STRIDE] = made(tape, node, made);
        }
        return made[0];
    }

    private static Term made(TermTape tape, int node, Term[] made) {
        boolean shortened = tape.has(node, TermTape.SHORTENED);
        return switch (tape.kind(node)) {
            case TermTape.INT -> Term.Int.of(tape.value(node));
            case TermTape.BIG -> new Term.Int(text(tape, node));
            case TermTape.FLOAT -> new Term.Real(FloatText.value(tape.bytes(node), tape.from(node), tape.to(node)));
            case TermTape.ATOM -> new Term.Atom(text(tape, node));
            case TermTape.STRING -> new Term.Str(text(tape, node), shortened);
            case TermTape.BINARY, TermTape.BITSTRING -> new Term.Bin(bytes(tape, node), tape.bits(node), shortened);
            case TermTape.OPAQUE -> new Term.Opaque(text(tape, node));
            case TermTape.CUT -> new Term.Cut(text(tape, node));
            case TermTape.TUPLE -> new Term.Tuple(children(tape, node, made));
            case TermTape.LIST -> list(tape, node, made);
            default -> map(children(tape, node, made));
        };
    }

    private static ByteBuffer bytes(TermTape tape, int node) {
        byte[] copy = Arrays.copyOfRange(tape.bytes(node), tape.from(node), tape.to(node));
        return ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    private static String text(TermTape tape, int node) {
        return Utf8.string(tape.bytes(node), tape.from(node), tape.to(node));
    }

    private static List<Term> children(TermTape tape, int node, Term[] made) {
        List<Term> children = new ArrayList<>(tape.children(node));
        for (int child = node + STRIDE; child < tape.next(node); child = tape.next(child)) {
            children.add(made[child / STRIDE]);
        }
        return List.copyOf(children);
    }

    private static Term list(TermTape tape, int node, Term[] made) {
        List<Term> children = children(tape, node, made);
        if (!tape.has(node, TermTape.TAIL)) {
            return new Term.ListTerm(children, null);
        }
        int last = children.size() - 1;
        return new Term.ListTerm(children.subList(0, last), children.get(last));
    }

    private static Term map(List<Term> keysAndValues) {
        List<Term.Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            entries.add(new Term.Entry(keysAndValues.get(i), keysAndValues.get(i + 1)));
        }
        return new Term.MapTerm(List.copyOf(entries), keysAndValues.size() % 2 == 1);
    }
}
