package org.hangup.erlang;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Writes terms on one line as {@code io_lib:format("~tw", [Term])} does: strings as lists of numbers, binaries as bytes,
 * atoms in quotes where they need them. What was cut keeps its dots. No recursion.
 */
public final class TermWriter {
    private final TermTape tape = new TermTape(new byte[0], 16);
    private final Deque<Integer> open = new ArrayDeque<>();
    private final Deque<Iterator<Term>> rest = new ArrayDeque<>();

    private TermWriter() {}

    /** The text of a term. */
    public static String write(Term term) {
        TermWriter writer = new TermWriter();
        writer.add(term);
        while (!writer.open.isEmpty()) {
            if (writer.rest.peek().hasNext()) {
                writer.add(writer.rest.peek().next());
            } else {
                writer.rest.pop();
                writer.tape.slots[writer.open.pop() + 3] = writer.tape.size;
            }
        }
        return new String(NormalizedText.of(writer.tape), StandardCharsets.UTF_8);
    }

    private void add(Term term) {
        if (term instanceof Term.Int i) {
            content(TermTape.BIG, i.digits());
        } else if (term instanceof Term.Real f) {
            content(TermTape.FLOAT, FloatText.of(f.value()));
        } else if (term instanceof Term.Atom a) {
            content(TermTape.ATOM, a.name());
        } else if (term instanceof Term.Str s) {
            content(TermTape.STRING | (s.shortened() ? TermTape.SHORTENED : 0), s.text());
        } else if (term instanceof Term.Bin b) {
            binary(b);
        } else if (term instanceof Term.Opaque o) {
            content(TermTape.OPAQUE, o.text());
        } else if (term instanceof Term.Cut c) {
            content(TermTape.CUT, c.head());
        } else if (term instanceof Term.Tuple t) {
            container(TermTape.TUPLE, t.elements());
        } else if (term instanceof Term.ListTerm l) {
            list(l);
        } else if (term instanceof Term.MapTerm m) {
            map(m);
        }
    }

    private void content(int kindAndFlags, String text) {
        int from = tape.extraSize;
        text.codePoints().forEach(c -> Utf8.put(tape, c));
        tape.add(kindAndFlags | TermTape.IN_EXTRA, from, tape.extraSize);
    }

    private void binary(Term.Bin bin) {
        int from = tape.extraSize;
        for (int i = 0; i < bin.bytes().limit(); i++) {
            tape.extra(bin.bytes().get(i));
        }
        int kind = bin.lastBits() > 0 ? TermTape.BITSTRING | TermTape.withBits(bin.lastBits()) : TermTape.BINARY;
        tape.add(kind | TermTape.IN_EXTRA | (bin.shortened() ? TermTape.SHORTENED : 0), from, tape.extraSize);
    }

    private void list(Term.ListTerm list) {
        if (list.tail() == null) {
            container(TermTape.LIST, list.elements());
        } else {
            List<Term> all = new ArrayList<>(list.elements());
            all.add(list.tail());
            container(TermTape.LIST | TermTape.TAIL, all);
        }
    }

    private void map(Term.MapTerm map) {
        List<Term> all = new ArrayList<>();
        for (Term.Entry entry : map.entries()) {
            all.add(entry.key());
            all.add(entry.value());
        }
        if (map.shortened()) {
            all.add(new Term.Cut(""));
        }
        container(TermTape.MAP, all);
    }

    private void container(int kindAndFlags, List<Term> children) {
        open.push(tape.add(kindAndFlags, 0, children.size()));
        rest.push(children.iterator());
    }
}
