package org.hangup.erlang;

import static org.hangup.erlang.TermTape.MAP;
import static org.hangup.erlang.TermTape.OBJECT;
import static org.hangup.erlang.TermTape.STRIDE;
import static org.hangup.erlang.TermTape.TAIL;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes a term as JSON (RFC 8259): the same mapping as {@link VariantWriter}. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final TermTape tape;
    private final ByteSink out;
    /** The open containers, each with the number of its values still to come. */
    private int[] stack = new int[32];
    /** Beside the stack: the field names of objects. */
    private String[][] names = new String[16][];

    private int depth;

    private JsonText(TermTape tape) {
        this.tape = tape;
        this.out = new ByteSink(tape.size * 2 + 64);
    }

    static byte[] of(TermTape tape) {
        ObjectShapes.mark(tape);
        JsonText json = new JsonText(tape);
        json.run();
        return json.out.toBytes();
    }

    private void run() {
        int node = 0;
        while (node < tape.size) {
            if (tape.isContainer(node)) {
                open(node);
            } else {
                leaf(node);
            }
            node += STRIDE;
            while (depth > 0 && --stack[2 * depth - 1] == 0) {
                close(stack[2 * depth - 2]);
                depth--;
            }
            if (depth > 0) {
                node = beforeValue(node);
            }
        }
    }

    private void open(int node) {
        boolean object = tape.kind(node) == MAP || tape.has(node, OBJECT);
        out.put(object ? "{" : tape.has(node, TAIL) ? "{\"$improper\":[" : "[");
        if (tape.children(node) == 0) {
            out.put(object ? '}' : ']');
            return;
        }
        if (2 * depth + 2 > stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
            names = Arrays.copyOf(names, names.length * 2);
        }
        String[] fields = object ? ObjectShapes.fieldNames(tape, node) : null;
        names[depth] = fields;
        stack[2 * depth] = node;
        stack[2 * depth + 1] = (fields == null ? tape.children(node) : fields.length) + 1;
        depth++;
    }

    private void close(int node) {
        boolean closed = tape.kind(node) == MAP || tape.has(node, OBJECT | TAIL);
        out.put(closed ? '}' : ']');
        names[depth - 1] = null;
    }

    /** Writes what stands before a value: comma, field name; returns the value's node. */
    private int beforeValue(int node) {
        int container = stack[2 * depth - 2];
        int left = stack[2 * depth - 1];
        String[] fields = names[depth - 1];
        if (fields == null) {
            if (tape.has(container, TAIL) && left == 1) {
                out.put("],\"$tail\":");
            } else if (node != container + STRIDE) {
                out.put(',');
            }
            return node;
        }
        if (left < fields.length) {
            out.put(',');
        }
        byte[] name = fields[fields.length - left].getBytes(StandardCharsets.UTF_8);
        out.put('"');
        escaped(name, 0, name.length);
        out.put("\":");
        if (tape.kind(container) != MAP) {
            return tape.next(node + STRIDE);
        }
        int value = tape.next(node);
        // what was left out of a map has a name only: its own node stands for the value
        return value < tape.next(container) ? value : node;
    }

    private void leaf(int node) {
        byte[] bytes = tape.bytes(node);
        int from = tape.from(node);
        int to = tape.to(node);
        switch (tape.kind(node)) {
            case TermTape.INT -> out.number(tape.value(node));
            case TermTape.BIG -> out.put(bytes, from, to);
            case TermTape.FLOAT -> out.put(FloatText.of(bytes, from, to));
            case TermTape.ATOM -> {
                if (tape.contentEquals(node, "true") || tape.contentEquals(node, "false")) {
                    out.put(bytes, from, to);
                } else {
                    text(node);
                }
            }
            case TermTape.BINARY -> binary(node);
            case TermTape.BITSTRING -> {
                out.put("{\"$bits\":\"");
                NormalizedText.write(tape, node, out);
                out.put("\"}");
            }
            default -> text(node);
        }
    }

    private void binary(int node) {
        if (ObjectShapes.isText(tape, node)) {
            text(node);
            return;
        }
        byte[] bytes = Arrays.copyOfRange(tape.bytes(node), tape.from(node), tape.to(node));
        byte[] base64 = Base64.getEncoder().encode(bytes);
        out.put("{\"$base64\":\"");
        out.put(base64, 0, base64.length);
        out.put('"');
        if (tape.has(node, TermTape.SHORTENED)) {
            out.put(",\"");
            ellipsis();
            out.put("\":\"");
            ellipsis();
            out.put('"');
        }
        out.put('}');
    }

    private void text(int node) {
        out.put('"');
        escaped(tape.bytes(node), tape.from(node), ObjectShapes.textEnd(tape, node));
        if (ObjectShapes.isShortened(tape, node)) {
            ellipsis();
        }
        out.put('"');
    }

    private void ellipsis() {
        out.put(ObjectShapes.ellipsis(), 0, ObjectShapes.ellipsis().length);
    }

    private void escaped(byte[] b, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            int c = b[i];
            boolean plain = c >= ' ' ? c != '"' && c != '\\' : c < 0 && c != (byte) 0xed;
            if (!plain) {
                out.put(b, start, i);
                if (c == (byte) 0xed) {
                    i += surrogateOrOther(b, i);
                } else {
                    escape(c);
                }
                start = i + 1;
            }
        }
        out.put(b, start, to);
    }

    /** A lone surrogate is no UTF-8 and must be escaped; other characters here are as good as any. */
    private int surrogateOrOther(byte[] b, int at) {
        if ((b[at + 1] & 0xff) < 0xa0) {
            out.put(b, at, at + 3);
        } else {
            unicode(Utf8.codePoint(b, at, 3));
        }
        return 2;
    }

    private void escape(int c) {
        switch (c) {
            case '"', '\\' -> {
                out.put('\\');
                out.put(c);
            }
            case '\b' -> out.put("\\b");
            case '\f' -> out.put("\\f");
            case '\n' -> out.put("\\n");
            case '\r' -> out.put("\\r");
            case '\t' -> out.put("\\t");
            default -> unicode(c);
        }
    }

    private void unicode(int c) {
        out.put("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.put(HEX[c >> shift & 15]);
        }
    }
}
