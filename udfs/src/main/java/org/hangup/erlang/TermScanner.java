package org.hangup.erlang;

import static org.hangup.erlang.TermTape.CUT;
import static org.hangup.erlang.TermTape.LIST;
import static org.hangup.erlang.TermTape.MAP;
import static org.hangup.erlang.TermTape.RECORD;
import static org.hangup.erlang.TermTape.TAIL;
import static org.hangup.erlang.TermTape.TUPLE;

/**
 * Reads the text of one term into a {@link TermTape}: here the containers, in {@link ScalarScanner}, {@link
 * HandleScanner} and {@link TextScanner} what has no terms in it. One pass, no recursion: an open container keeps its parent in its own node.
 *
 * <p>While a list is open its first slot of its own counts the closing brackets that are still to come before the
 * list's own: {@code [a|[b]]} is {@code [a,b]}.
 */
final class TermScanner {
    /** The tail of this list has been read, only closing brackets may follow. */
    private static final int TAIL_READ = 1 << 13;

    private final Cursor in;
    private final TermTape tape;
    private final ScalarScanner scalars;
    private final HandleScanner handles;
    private final TextScanner texts;
    /** The innermost open container, or -1. */
    private int open = -1;
    /** The node that was completed last. */
    private int last;
    /** The text ended inside of the term. */
    private boolean cut;

    private TermScanner(byte[] text, int from, int to) {
        in = new Cursor(text, from, to);
        tape = new TermTape(text, (to - from) / 6);
        scalars = new ScalarScanner(in, tape);
        handles = new HandleScanner(in, tape);
        texts = new TextScanner(in, tape);
    }

    /**
     * Reads the bytes [from, to) of a text.
     *
     * @throws MalformedTermException if they are not one term, whole or cut; its offset counts from {@code from}
     */
    static TermTape scan(byte[] text, int from, int to) {
        TermScanner scanner = new TermScanner(text, from, to);
        scanner.run();
        return scanner.tape;
    }

    private void run() {
        if (in.space() < 0) {
            throw in.malformed("no term in it");
        }
        boolean valueExpected = true;
        while (valueExpected) {
            valueExpected = !value();
            while (!valueExpected && open >= 0) {
                valueExpected = afterValue();
            }
        }
        if (!cut && in.space() == '.' && !in.dots()) {
            in.at++;
            in.space();
        }
        if (!cut && !in.over()) {
            throw in.expected("the end of the text");
        }
    }

    /** Reads a value; false: it is a container, now open, whose first value is still to come. */
    private boolean value() {
        int c = in.space();
        int node = tape.size;
        switch (c) {
            case '{' -> {
                in.at++;
                return open(TUPLE, '}');
            }
            case '[' -> {
                in.at++;
                return openList();
            }
            case '#' -> {
                return hash();
            }
            case '"' -> {
                texts.string();
                if (open >= 0 && tape.has(open, TAIL)) {
                    stringTail(node);
                    return true;
                }
            }
            case '<' -> {
                if (in.ahead(1, '<')) {
                    texts.binary();
                } else {
                    handles.pid(open >= 0);
                }
            }
            case '\'' -> texts.quotedAtom();
            default -> {
                if (open >= 0 && (c < 0 || c == '.') && in.over()) {
                    closeAll();
                    return true;
                }
                scalars.scalar(c, open >= 0);
            }
        }
        completed(node);
        return true;
    }

    /** What begins with {@code #}: a map, a record, or a port, reference or fun. */
    private boolean hash() {
        int node = tape.size;
        int c = in.ahead(1);
        if (c == '{') {
            in.at += 2;
            return open(MAP, '}');
        }
        if (c == '\'' || (c >= 'a' && c <= 'z') || c >= 0x80) {
            in.at++;
            if (c == '\'') {
                texts.quotedAtom();
            } else {
                scalars.atom(c);
            }
            if (in.space() == '{') {
                return openRecord(node);
            }
            if (!in.over()) {
                throw in.expected("{ of a record");
            }
            tape.size = node;
            tape.add(CUT, 0, 0);
        } else {
            handles.handle(open >= 0);
        }
        completed(node);
        return true;
    }

    /** Turns the name just read into the first child of a tuple: that is what a record is. */
    private boolean openRecord(int name) {
        in.at++;
        int flags = tape.slots[name];
        int from = tape.from(name);
        int to = tape.to(name);
        tape.size = name;
        int record = tape.add(TUPLE | RECORD, 0, 0);
        tape.slots[record + 3] = open;
        open = record;
        completed(tape.add(flags, from, to));
        if (in.space() == '}') {
            in.at++;
            close();
            return true;
        }
        fieldName();
        return open != record;
    }

    /** Passes over {@code field =} in front of a value. */
    private void fieldName() {
        int c = in.space();
        if (c < 0 || c == '.') {
            return;
        }
        int node = tape.size;
        int start = in.at;
        if (c == '\'') {
            texts.quotedAtom();
            tape.size = node;
        } else {
            ScalarScanner.passName(in);
        }
        if (in.at > start && in.space() == '=') {
            in.at++;
        } else if (in.over()) {
            closeAll();
        } else {
            throw in.expected("the name of a field and =");
        }
    }

    private boolean open(int kind, char closing) {
        int node = tape.add(kind, 0, 0);
        tape.slots[node + 3] = open;
        open = node;
        if (in.space() == closing) {
            in.at++;
            close();
            return true;
        }
        return false;
    }

    private boolean openList() {
        if (open < 0 || !tape.has(open, TAIL)) {
            return open(LIST, ']');
        }
        tape.slots[open] &= ~TAIL;
        if (in.space() == ']') {
            in.at++;
            tape.set(open, TAIL_READ);
            return true;
        }
        tape.slots[open + 1]++;
        return false;
    }

    /** A string as tail of a list: its characters are the list's last elements. */
    private void stringTail(int string) {
        boolean shortened = tape.has(string, TermTape.SHORTENED);
        byte[] content = tape.bytes(string);
        int to = tape.to(string);
        int from = tape.from(string);
        tape.slots[open] = (tape.slots[open] & ~TAIL) | TAIL_READ;
        tape.size = string;
        for (int i = from, n; i < to; i += n) {
            n = Utf8.lengthByFirst(content[i]);
            completed(tape.addInt(Utf8.codePoint(content, i, n)));
        }
        if (shortened) {
            completed(tape.add(CUT, 0, 0));
        }
    }

    private void completed(int node) {
        last = node;
        if (open >= 0) {
            if (tape.has(open, TAIL)) {
                tape.set(open, TAIL_READ);
            }
            tape.slots[open + 2]++;
        }
    }

    /** The open map has a key whose value has not come. */
    private boolean keyOpen() {
        return (tape.slots[open + 2] & 1) != 0;
    }

    /** Passes over what stands behind a value in the open container; true: another value must follow. */
    private boolean afterValue() {
        int c = in.space();
        int kind = tape.kind(open);
        if (kind == LIST) {
            return afterElement(c);
        }
        if (kind == MAP && keyOpen()) {
            return afterKey(c);
        }
        if (c == ',') {
            in.at++;
            if (tape.has(open, RECORD)) {
                fieldName();
            }
            return open >= 0;
        }
        if (c == '}') {
            in.at++;
            close();
        } else if (in.over()) {
            closeAll();
        } else {
            throw in.expected(", or }");
        }
        return false;
    }

    private boolean afterElement(int c) {
        boolean tailRead = tape.has(open, TAIL_READ);
        if (c == ',' && !tailRead) {
            in.at++;
            return true;
        }
        if (c == '|' && !tailRead) {
            in.at++;
            tape.set(open, TAIL);
            return true;
        }
        if (c == ']') {
            in.at++;
            if (tape.slots[open + 1] > 0) {
                tape.slots[open + 1]--;
                tape.set(open, TAIL_READ);
            } else {
                close();
            }
        } else if (in.over()) {
            closeAll();
        } else {
            throw in.expected(tailRead ? "]" : ", or | or ]");
        }
        return false;
    }

    private boolean afterKey(int c) {
        if ((c == '=' && in.ahead(1, '>')) || (c == ':' && in.ahead(1, '='))) {
            in.at += 2;
            return true;
        }
        if (c == '}' && tape.kind(last) == CUT) {
            in.at++;
            close();
        } else if (in.over() || (c == '=' && in.at + 1 == in.end)) {
            closeAll();
        } else {
            throw in.expected("=>");
        }
        return false;
    }

    private void close() {
        int node = open;
        int[] slots = tape.slots;
        if (tape.has(node, TAIL) && isLeftOut(last)) {
            slots[node] &= ~TAIL;
        }
        open = slots[node + 3];
        slots[node] &= ~(RECORD | TAIL_READ);
        slots[node + 1] = 0;
        slots[node + 3] = tape.size;
        completed(node);
    }

    private boolean isLeftOut(int node) {
        return tape.kind(node) == CUT && tape.from(node) == tape.to(node);
    }

    /** The text is over: closes what is open, each with a mark that its end is missing. */
    private void closeAll() {
        cut = true;
        while (open >= 0) {
            boolean tailMissing = tape.has(open, TAIL) && !tape.has(open, TAIL_READ);
            boolean marked = tape.children(open) > 0 && tape.kind(last) == CUT;
            if (tailMissing) {
                tape.slots[open] &= ~TAIL;
            }
            if (tailMissing || (!marked && !tape.has(open, TAIL_READ))) {
                completed(tape.add(CUT, 0, 0));
            }
            close();
        }
    }
}
