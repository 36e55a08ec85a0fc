package org.hangup.erlang;

import static org.hangup.erlang.TermTape.STRIDE;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;

/**
 * Writes a term as VARIANT, from its end to its beginning: a container's header holds the sizes of what is in it, so
 * what comes last is written first and nothing is ever moved. The layout is that of Parquet's VariantEncoding.md.
 */
final class VariantWriter {
    /** Spark's limit of a VARIANT's value (VariantUtil.SIZE_LIMIT of Spark 4). */
    private static final int LIMIT = 128 << 20;

    private static final int MOST_DECIMAL_DIGITS = 38;

    private final TermTape tape;
    private final VariantNames names = new VariantNames();
    private final BackwardSink out;
    /** By node: how much was written when the node was, counted from the end. */
    private final int[] written;

    private VariantWriter(TermTape tape) {
        this.tape = tape;
        this.out = new BackwardSink(tape.size * 2 + 64, LIMIT);
        this.written = new int[tape.size / STRIDE + 1];
    }

    static VariantBytes write(TermTape tape) {
        ObjectShapes.mark(tape);
        VariantWriter writer = new VariantWriter(tape);
        for (int node = tape.size - STRIDE; node >= 0; node -= STRIDE) {
            if (!tape.has(node, TermTape.PASSED)) {
                writer.node(node);
            }
            writer.written[node / STRIDE] = writer.out.size();
        }
        return new VariantBytes(writer.out.toBytes(), writer.names.metadata(LIMIT));
    }

    private void node(int node) {
        switch (tape.kind(node)) {
            case TermTape.INT -> out.integer(tape.value(node));
            case TermTape.BIG -> big(node);
            case TermTape.FLOAT -> out.real(FloatText.value(tape.bytes(node), tape.from(node), tape.to(node)));
            case TermTape.ATOM -> atom(node);
            case TermTape.BINARY -> binary(node);
            case TermTape.BITSTRING -> bits(node);
            case TermTape.LIST -> list(node);
            case TermTape.MAP -> map(node);
            case TermTape.TUPLE -> array(node, tape.children(node), tape.next(node));
            default -> text(node);
        }
    }

    private void big(int node) {
        String digits = new String(
                tape.bytes(node), tape.from(node), tape.to(node) - tape.from(node), StandardCharsets.US_ASCII);
        if (digits.length() - (digits.charAt(0) == '-' ? 1 : 0) > MOST_DECIMAL_DIGITS) {
            text(node);
        } else {
            out.decimal(new BigInteger(digits));
        }
    }

    private void atom(int node) {
        if (tape.contentEquals(node, "true")) {
            out.bool(true);
        } else if (tape.contentEquals(node, "false")) {
            out.bool(false);
        } else {
            text(node);
        }
    }

    private void text(int node) {
        byte[] bytes = tape.bytes(node);
        int from = tape.from(node);
        int to = ObjectShapes.textEnd(tape, node);
        boolean shortened = ObjectShapes.isShortened(tape, node);
        if (!tape.has(node, TermTape.ASCII) && !Utf8.valid(bytes, from, to)) {
            bytes = new String(bytes, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        }
        int before = out.size();
        if (shortened) {
            out.bytes(ObjectShapes.ellipsis(), 0, ObjectShapes.ellipsis().length);
        }
        out.bytes(bytes, from, to);
        out.stringHeader(out.size() - before);
    }

    private void binary(int node) {
        if (ObjectShapes.isText(tape, node)) {
            text(node);
            return;
        }
        int end = out.size();
        boolean shortened = tape.has(node, TermTape.SHORTENED);
        if (shortened) {
            out.string(ObjectShapes.ELLIPSIS);
        }
        int second = out.size();
        byte[] bytes = Arrays.copyOfRange(tape.bytes(node), tape.from(node), tape.to(node));
        out.string(Base64.getEncoder().encodeToString(bytes));
        object(new String[] {"$base64", ObjectShapes.ELLIPSIS}, new int[] {out.size(), second}, shortened ? 2 : 1, end);
    }

    private void bits(int node) {
        int end = out.size();
        ByteSink sink = new ByteSink(32);
        NormalizedText.write(tape, node, sink);
        out.bytes(sink.bytes, 0, sink.size);
        out.stringHeader(sink.size);
        object(new String[] {"$bits"}, new int[] {out.size()}, 1, end);
    }

    private void list(int node) {
        int children = tape.children(node);
        if (tape.has(node, TermTape.OBJECT)) {
            int[] starts = new int[children];
            int pair = node + STRIDE;
            for (int i = 0; i < children; i++, pair = tape.next(pair)) {
                starts[i] = written[tape.next(pair + STRIDE) / STRIDE];
            }
            object(ObjectShapes.fieldNames(tape, node), starts, children, written[tape.next(node) / STRIDE]);
        } else if (tape.has(node, TermTape.TAIL)) {
            int tail = node + STRIDE;
            for (int i = 1; i < children; i++) {
                tail = tape.next(tail);
            }
            array(node, children - 1, tail);
            int[] starts = {out.size(), written[tail / STRIDE]};
            object(new String[] {"$improper", "$tail"}, starts, 2, written[tape.next(node) / STRIDE]);
        } else {
            array(node, children, tape.next(node));
        }
    }

    /** An array of the first children, which end before the node {@code end}. */
    private void array(int node, int children, int end) {
        int data = out.size();
        int size = data - written[end / STRIDE];
        int offsetSize = BackwardSink.width(size);
        out.number(size, offsetSize);
        int[] offsets = new int[children];
        int child = node + STRIDE;
        for (int i = 0; i < children; i++, child = tape.next(child)) {
            offsets[i] = data - written[child / STRIDE];
        }
        for (int i = children - 1; i >= 0; i--) {
            out.number(offsets[i], offsetSize);
        }
        boolean large = children > 255;
        out.number(children, large ? 4 : 1);
        out.header((large ? 4 : 0) | (offsetSize - 1), BackwardSink.ARRAY);
    }

    private void map(int node) {
        String[] fields = ObjectShapes.fieldNames(tape, node);
        int end = tape.next(node);
        int before = written[end / STRIDE];
        int[] starts = new int[fields.length];
        int key = node + STRIDE;
        for (int i = 0; i < fields.length; i++) {
            int value = tape.next(key);
            if (value < end) {
                starts[i] = written[value / STRIDE];
                key = tape.next(value);
            } else {
                // the rest of the map was left out: its value is written before those of the others
                out.string(ObjectShapes.ELLIPSIS);
                starts[i] = out.size();
            }
        }
        object(fields, starts, fields.length, before);
    }

    /** An object of values already written; {@code starts}: how much was written with each, {@code end}: before them. */
    private void object(String[] fields, int[] starts, int count, int end) {
        int data = out.size();
        int size = data - end;
        int largest = 0;
        Integer[] order = new Integer[count];
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
            ids[i] = names.id(fields[i]);
            largest = Math.max(largest, ids[i]);
        }
        if (count > 1) {
            Arrays.sort(order, Comparator.comparing(i -> fields[i]));
        }
        int offsetSize = BackwardSink.width(size);
        int idSize = BackwardSink.width(largest);
        out.number(size, offsetSize);
        for (int i = count - 1; i >= 0; i--) {
            out.number(data - starts[order[i]], offsetSize);
        }
        for (int i = count - 1; i >= 0; i--) {
            out.number(ids[order[i]], idSize);
        }
        boolean large = count > 255;
        out.number(count, large ? 4 : 1);
        out.header((large ? 16 : 0) | (idSize - 1) << 2 | (offsetSize - 1), BackwardSink.OBJECT);
    }
}
