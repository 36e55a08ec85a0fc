package org.hangup.jobs.pipeline;

import java.util.Arrays;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;

/** The facts of one connection, as they grow event by event. Texts are not copied: whoever sets one gives it away. */
@SuppressWarnings("EnumOrdinal")
final class Facts {
    /** A time or number that no event says. */
    static final long NONE = Long.MIN_VALUE;

    private final long[] numbers;
    private final byte[][] texts;

    Facts() {
        numbers = new long[Fact.NUMBERS];
        texts = new byte[Fact.TEXTS][];
        Arrays.fill(numbers, NONE);
    }

    private Facts(Facts other) {
        numbers = other.numbers.clone();
        texts = other.texts.clone();
    }

    /** The facts as they stand now; later changes of either do not change the other. */
    Facts copy() {
        return new Facts(this);
    }

    boolean has(Fact fact) {
        return fact.isText() ? texts[fact.slot()] != null : numbers[fact.slot()] != NONE;
    }

    boolean is(Fact flag) {
        return numbers[flag.slot()] == 1;
    }

    /** A time or number, {@link #NONE} if it is missing. */
    long get(Fact fact) {
        return numbers[fact.slot()];
    }

    /** A count; 0 if it is missing. */
    int number(Fact fact) {
        long value = numbers[fact.slot()];
        return value == NONE ? 0 : (int) value;
    }

    /** A text, null if it is missing. */
    byte[] text(Fact fact) {
        return texts[fact.slot()];
    }

    void set(Fact fact, long value) {
        numbers[fact.slot()] = value;
    }

    void set(Fact fact, byte[] value) {
        texts[fact.slot()] = value;
    }

    void set(Fact flag, boolean value) {
        numbers[flag.slot()] = value ? 1 : NONE;
    }

    void forget(Fact timeOrNumber) {
        numbers[timeOrNumber.slot()] = NONE;
    }

    /** Keeps the value that is there already. */
    void setFirst(Fact fact, long value) {
        if (!has(fact)) {
            set(fact, value);
        }
    }

    /** Keeps the value that is there already. */
    void setFirst(Fact fact, byte[] value) {
        if (!has(fact)) {
            set(fact, value);
        }
    }

    /** A missing value does not wipe out a known one. */
    void setKnown(Fact fact, byte[] value) {
        if (value != null) {
            set(fact, value);
        }
    }

    boolean endsBy(Kind kind) {
        return numbers[Fact.END_KIND.slot()] == kind.code();
    }

    /** A line has ended it, or its id was taken by another. */
    boolean isOver() {
        return endsBy(Kind.CLOSED) || endsBy(Kind.REPLACED) || endsBy(Kind.ACCEPTED);
    }

    Around.Mark mark(Fact at, Fact file, Fact offset) {
        return new Around.Mark(get(at), text(file), get(offset));
    }

    /** Whether the first record of the other was of the same time and address. */
    boolean beginsLike(Facts other) {
        return get(Fact.FIRST_AT) == other.get(Fact.FIRST_AT)
                && Arrays.equals(text(Fact.FIRST_IP), other.text(Fact.FIRST_IP))
                && get(Fact.FIRST_PORT) == other.get(Fact.FIRST_PORT);
    }

    /** Writes which facts there are, and these; times as distances from the first, files once each. */
    void write(RowWriter out) {
        long has = 0;
        for (Fact fact : Fact.ALL) {
            has |= has(fact) ? 1L << fact.ordinal() : 0;
        }
        out.sortable(has);
        long base = 0;
        byte[] file = null;
        for (long rest = has; rest != 0; rest &= rest - 1) {
            Fact fact = Fact.ALL[Long.numberOfTrailingZeros(rest)];
            int i = fact.slot();
            switch (fact.type) {
                case FLAG -> {}
                case NUMBER -> out.number(numbers[i]);
                case TIME -> {
                    out.number(numbers[i] - base);
                    base = base == 0 ? numbers[i] : base;
                }
                case TEXT -> out.text(texts[i]);
                case FILE -> {
                    boolean again = Arrays.equals(file, texts[i]);
                    out.text(again ? null : texts[i]);
                    file = texts[i];
                }
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    static Facts read(RowReader in) {
        Facts facts = new Facts();
        long base = 0;
        byte[] file = null;
        for (long rest = in.sortableLong(); rest != 0; rest &= rest - 1) {
            Fact fact = Fact.ALL[Long.numberOfTrailingZeros(rest)];
            int i = fact.slot();
            switch (fact.type) {
                case FLAG -> facts.numbers[i] = 1;
                case NUMBER -> facts.numbers[i] = in.number();
                case TIME -> {
                    facts.numbers[i] = in.number() + base;
                    base = base == 0 ? facts.numbers[i] : base;
                }
                case TEXT -> facts.texts[i] = in.text();
                case FILE -> {
                    byte[] other = in.text();
                    file = other == null ? file : other;
                    facts.texts[i] = file;
                }
            }
        }
        return facts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts
                && Arrays.equals(numbers, facts.numbers)
                && Arrays.deepEquals(texts, facts.texts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers) * 31 + Arrays.deepHashCode(texts);
    }
}
