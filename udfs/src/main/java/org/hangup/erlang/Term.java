package org.hangup.erlang;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An Erlang term as read from its printed text. A record {@code #name{field = Value}} is the tuple {@code {name,Value}}
 * that it is to Erlang too. {@code toString} gives the text of {@link TermWriter}.
 *
 * <p>{@code equals} and {@code hashCode} go down into the term and need a stack as deep as the term; for terms of unknown
 * depth compare their texts.
 */
public sealed interface Term {
    /** An integer of any size. {@code digits}: decimal, without leading zeros, perhaps behind a minus. */
    record Int(String digits) implements Term {
        public static Int of(long value) {
            return new Int(Long.toString(value));
        }

        /** The number; takes time with the square of its length. */
        public BigInteger value() {
            return new BigInteger(digits);
        }

        @Override
        public String toString() {
            return digits;
        }
    }

    /** A float. */
    record Real(double value) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /** An atom, by its name without quotes. */
    record Atom(String name) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /**
     * A list of characters printed as {@code "text"}. Erlang knows no difference from the list of the characters' numbers,
     * the printed text does. {@code shortened}: the printer left out the end.
     */
    record Str(String text, boolean shortened) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /**
     * A binary or bitstring. {@code bytes}: read-only; {@code lastBits}: how many bits of the last byte count, from its
     * high end, 0 for all eight; {@code shortened}: the printer left out the end.
     */
    record Bin(ByteBuffer bytes, int lastBits, boolean shortened) implements Term {
        public static Bin of(byte[] bytes) {
            return new Bin(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), 0, false);
        }

        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /** A tuple. */
    record Tuple(List<Term> elements) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /** A list; {@code tail} is null for a proper one. */
    record ListTerm(List<Term> elements, Term tail) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /** A map, in the order in which it was printed; {@code shortened}: the printer left out the rest. */
    record MapTerm(List<Entry> entries, boolean shortened) implements Term {
        @Override
        public String toString() {
            return TermWriter.write(this);
        }
    }

    /** A key of a map with its value. No term itself. */
    record Entry(Term key, Term value) {}

    /** A pid, port, reference or fun: {@code <0.5.0>}, {@code #Port<0.7>}, {@code #Ref<0.1.2.3>}, {@code fun lists:map/2}. */
    record Opaque(String text) implements Term {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What the printer left out: {@code ...}. As last element of a tuple or list it stands for any number of elements. {@code
     * head}: the first characters of a number, atom or the like that was cut within, mostly empty.
     */
    record Cut(String head) implements Term {
        @Override
        public String toString() {
            return head + "...";
        }
    }
}
