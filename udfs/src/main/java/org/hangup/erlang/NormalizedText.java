package org.hangup.erlang;

import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.LIST;
import static org.hangup.erlang.TermTape.MAP;
import static org.hangup.erlang.TermTape.STRIDE;
import static org.hangup.erlang.TermTape.TAIL;

import java.util.Arrays;

/** Writes a term on one line as {@code io_lib:format("~tw", [Term])} does; what was cut keeps its dots. */
final class NormalizedText {
    private final TermTape tape;
    private final ByteSink out;
    /** The open containers, each with the number of its children still to come. */
    private int[] stack = new int[32];

    private int depth;

    private NormalizedText(TermTape tape, ByteSink out) {
        this.tape = tape;
        this.out = out;
    }

    static byte[] of(TermTape tape) {
        ByteSink out = new ByteSink(tape.size * 2 + 64);
        write(tape, 0, out);
        return out.toBytes();
    }

    /** Writes the term that begins at a node. */
    static void write(TermTape tape, int node, ByteSink out) {
        new NormalizedText(tape, out).run(node);
    }

    private void run(int first) {
        int node = first;
        int end = tape.next(first);
        while (node < end) {
            if (tape.isContainer(node)) {
                open(node);
                if (tape.children(node) > 0) {
                    push(node);
                } else {
                    close(node);
                }
            } else {
                leaf(node);
            }
            node += STRIDE;
            while (depth > 0 && --stack[depth - 1] == 0) {
                close(stack[depth - 2]);
                depth -= 2;
            }
            if (depth > 0 && !isOpening(node)) {
                separator(stack[depth - 2], stack[depth - 1], node);
            }
        }
    }

    /** The node is the first child of the container just opened: nothing stands before it. */
    private boolean isOpening(int node) {
        return stack[depth - 2] == node - STRIDE;
    }

    private void push(int node) {
        if (depth + 2 > stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[depth++] = node;
        stack[depth++] = tape.children(node) + 1;
    }

    /** What stands before a child that is not the first; {@code left}: children still to come, with this one. */
    private void separator(int container, int left, int child) {
        int kind = tape.kind(container);
        if (kind == MAP) {
            boolean key = ((tape.children(container) - left) & 1) == 0;
            out.put(key ? "," : " => ");
        } else if (kind == LIST && left == 1 && (tape.has(container, TAIL) || isLeftOut(child))) {
            out.put('|');
        } else {
            out.put(',');
        }
    }

    private boolean isLeftOut(int node) {
        return tape.kind(node) == CUT && tape.from(node) == tape.to(node);
    }

    private void open(int node) {
        switch (tape.kind(node)) {
            case LIST -> out.put('[');
            case MAP -> out.put("#{");
            default -> out.put('{');
        }
    }

    private void close(int node) {
        out.put(tape.kind(node) == LIST ? ']' : '}');
    }

    private void leaf(int node) {
        byte[] bytes = tape.bytes(node);
        int from = tape.from(node);
        int to = tape.to(node);
        switch (tape.kind(node)) {
            case TermTape.INT -> out.number(tape.value(node));
            case TermTape.FLOAT -> out.put(FloatText.of(bytes, from, to));
            case TermTape.ATOM -> AtomText.write(bytes, from, to, out);
            case TermTape.STRING -> string(node, bytes, from, to);
            case TermTape.BINARY, TermTape.BITSTRING -> binary(node, bytes, from, to);
            case CUT -> {
                out.put(bytes, from, to);
                out.put("...");
            }
            default -> out.put(bytes, from, to);
        }
    }

    private void string(int node, byte[] bytes, int from, int to) {
        out.put('[');
        for (int i = from; i < to; ) {
            if (i > from) {
                out.put(',');
            }
            int n = Utf8.lengthByFirst(bytes[i]);
            out.number(Utf8.codePoint(bytes, i, n));
            i += n;
        }
        if (tape.has(node, TermTape.SHORTENED)) {
            out.put(from == to ? "..." : "|...");
        }
        out.put(']');
    }

    private void binary(int node, byte[] bytes, int from, int to) {
        int bits = tape.bits(node);
        out.put("<<");
        for (int i = from; i < to; i++) {
            if (i > from) {
                out.put(',');
            }
            int b = bytes[i] & 0xff;
            if (bits > 0 && i == to - 1) {
                out.number(b >> (8 - bits));
                out.put(':');
                out.number(bits);
            } else {
                out.number(b);
            }
        }
        if (tape.has(node, TermTape.SHORTENED)) {
            out.put(from == to ? "..." : ",...");
        }
        out.put(">>");
    }
}
