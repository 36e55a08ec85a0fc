package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.hangup.jobs.archive.Place;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.BytesOut;
import org.hangup.jobs.events.Kind;
import org.hangup.jobs.events.Words;

/** The facts of one connection, as they grow event by event. Texts are not copied: whoever sets one gives it away. */
@SuppressWarnings("EnumOrdinal")
public final class Facts {
    /** A time or number that no event says. */
    public static final long NONE = Long.MIN_VALUE;

    /** Bit by bit, in the order of {@link Fact}: which of the first 64 facts there are, and which of the others. */
    private long present;

    private long more;
    /** Of those that are present. A flag that is present is true. */
    private final long[] numbers;

    private final byte[][] texts;

    public Facts() {
        numbers = new long[Fact.NUMBERS];
        texts = new byte[Fact.TEXTS][];
    }

    private Facts(Facts other) {
        present = other.present;
        more = other.more;
        numbers = other.numbers.clone();
        texts = other.texts.clone();
    }

    /** The facts as they stand now; later changes of either do not change the other. */
    public Facts copy() {
        return new Facts(this);
    }

    public boolean has(Fact fact) {
        int i = fact.ordinal();
        return ((i < Long.SIZE ? present >>> i : more >>> (i - Long.SIZE)) & 1) != 0;
    }

    public boolean is(Fact flag) {
        return has(flag);
    }

    /** A time or number, {@link #NONE} if it is missing. */
    public long get(Fact fact) {
        return has(fact) ? numbers[fact.slot()] : NONE;
    }

    /** A count; 0 if it is missing. */
    public int number(Fact fact) {
        return has(fact) ? (int) numbers[fact.slot()] : 0;
    }

    /** A text, null if it is missing. */
    public byte[] text(Fact fact) {
        return has(fact) ? texts[fact.slot()] : null;
    }

    /** A time or number, null if it is missing. */
    public Long orNull(Fact fact) {
        return has(fact) ? numbers[fact.slot()] : null;
    }

    /** A text as UTF-8 says it, null if it is missing. */
    public String string(Fact fact) {
        byte[] bytes = text(fact);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** Sets a time or number; {@link #NONE} makes it missing. */
    public void set(Fact fact, long value) {
        mark(fact, value != NONE);
        numbers[fact.slot()] = value;
    }

    /** Sets a text; null makes it missing. */
    public void set(Fact fact, byte[] value) {
        mark(fact, value != null);
        texts[fact.slot()] = value;
    }

    public void set(Fact flag, boolean value) {
        mark(flag, value);
    }

    private void mark(Fact fact, boolean there) {
        long bit = 1L << fact.ordinal(); // of the word that it is in
        if (fact.ordinal() < Long.SIZE) {
            present = there ? present | bit : present & ~bit;
        } else {
            more = there ? more | bit : more & ~bit;
        }
    }

    public void forget(Fact timeOrNumber) {
        mark(timeOrNumber, false);
    }

    /** Keeps the value that is there already. */
    public void setFirst(Fact fact, long value) {
        if (!has(fact)) {
            set(fact, value);
        }
    }

    /** Keeps the value that is there already. */
    public void setFirst(Fact fact, byte[] value) {
        if (!has(fact)) {
            set(fact, value);
        }
    }

    /** A missing value does not wipe out a known one. */
    public void setKnown(Fact fact, byte[] value) {
        if (value != null) {
            set(fact, value);
        }
    }

    public boolean endsBy(Kind kind) {
        return get(Fact.END_KIND) == kind.code();
    }

    /** A line or report has ended it, or its id was taken by another. */
    public boolean isOver() {
        return endsBy(Kind.CLOSED) || endsBy(Kind.REPLACED) || endsBy(Kind.ACCEPTED) || endsBy(Kind.CRASHED);
    }

    /** The record at which something happened. */
    public Place place(Fact at, Fact file, Fact offset) {
        return new Place(get(at), text(file), get(offset));
    }

    /** Whether the first record of the other was of the same time and address. */
    boolean beginsLike(Facts other) {
        return get(Fact.FIRST_AT) == other.get(Fact.FIRST_AT)
                && Arrays.equals(text(Fact.FIRST_IP), other.text(Fact.FIRST_IP))
                && get(Fact.FIRST_PORT) == other.get(Fact.FIRST_PORT);
    }

    /** Number of the next fact that there is behind another one; -1 if there is none. */
    private int after(int fact) {
        int next = fact + 1;
        if (next < Long.SIZE) {
            long rest = present >>> next;
            if (rest != 0) {
                return next + Long.numberOfTrailingZeros(rest);
            }
            next = Long.SIZE;
        }
        long rest = more >>> (next - Long.SIZE);
        return rest == 0 ? -1 : next + Long.numberOfTrailingZeros(rest);
    }

    /** Writes which facts there are, and these; times as distances from the first, files once each. */
    public void write(BytesOut out) {
        out.fixed(present);
        out.number(more);
        long base = 0;
        byte[] file = null;
        for (int next = after(-1); next >= 0; next = after(next)) {
            Fact fact = Fact.ALL[next];
            int i = fact.slot();
            switch (fact.type) {
                case FLAG -> {}
                case NUMBER -> out.number(numbers[i]);
                case TIME -> {
                    out.number(numbers[i] - base);
                    base = base == 0 ? numbers[i] : base;
                }
                case TEXT, WORD -> out.text(texts[i]);
                case FILE -> {
                    boolean again = file == texts[i] || Arrays.equals(file, texts[i]);
                    out.text(again ? null : texts[i]);
                    file = texts[i];
                }
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param words the texts of which there are few
     */
    public static Facts read(BytesIn in, Words words) {
        Facts facts = new Facts();
        long base = 0;
        byte[] file = null;
        facts.present = in.fixed();
        facts.more = in.number();
        for (int next = facts.after(-1); next >= 0; next = facts.after(next)) {
            Fact fact = Fact.ALL[next];
            int i = fact.slot();
            switch (fact.type) {
                case FLAG -> {}
                case NUMBER -> facts.numbers[i] = in.number();
                case TIME -> {
                    facts.numbers[i] = in.number() + base;
                    base = base == 0 ? facts.numbers[i] : base;
                }
                case TEXT -> facts.texts[i] = in.text();
                case WORD -> facts.texts[i] = words.read(in);
                case FILE -> {
                    byte[] other = words.read(in);
                    file = other == null ? file : other;
                    facts.texts[i] = file;
                }
            }
        }
        return facts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts && Arrays.equals(written(), facts.written());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(written());
    }

    private byte[] written() {
        var out = new BytesOut();
        write(out);
        return out.toArray();
    }
}
