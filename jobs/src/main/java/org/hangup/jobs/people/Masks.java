package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.hangup.event.ReasonTable;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.hangup.people.ReasonPseudonyms;

/**
 * How names and reasons are changed: with pseudonyms under the key that a run was given, or for those who were taken out of the output, under the
 * output's own. The latter are made of what the tables would show. Not for use by several threads.
 */
public final class Masks {
    private static final byte[] MARK = Forgotten.MARK.getBytes(US_ASCII);

    private final Pseudonyms names;
    private final ReasonPseudonyms reasons;
    private final Masks shown;
    private final boolean marked;

    private Masks(PeopleKey key, ReasonTable table, Masks shown, boolean marked) {
        names = new Pseudonyms(key);
        reasons = new ReasonPseudonyms(table, names);
        this.shown = shown;
        this.marked = marked;
    }

    /** For all whom a log names. */
    public static Masks ofAll(PeopleKey key, ReasonTable table) {
        return new Masks(key, table, null, false);
    }

    /**
     * For those who were taken out.
     *
     * @param shown how the tables show the others; null: in clear
     */
    public static Masks ofForgotten(Forgotten forgotten, ReasonTable table, Masks shown) {
        return new Masks(forgotten.key(), table, shown, true);
    }

    public Pseudonyms pseudonyms() {
        return names;
    }

    /** What stands for a user, bytes [from, to). */
    public byte[] user(byte[] b, int from, int to) {
        byte[] name = name(b, from, to);
        if (!marked) {
            return name;
        }
        byte[] user = Arrays.copyOf(MARK, MARK.length + name.length);
        System.arraycopy(name, 0, user, MARK.length, name.length);
        return user;
    }

    /** What stands for any other text. */
    public byte[] name(byte[] b, int from, int to) {
        if (shown == null) {
            return names.name(b, from, to);
        }
        byte[] name = shown.name(b, from, to);
        return names.name(name, 0, name.length);
    }

    /** What stands for a reason; a crash's is another than a line's. */
    public byte[] reason(boolean crash, byte[] b, int from, int to) {
        if (shown == null) {
            return crash ? reasons.crash(b, from, to) : reasons.reason(b, from, to);
        }
        byte[] reason = shown.reason(crash, b, from, to);
        return crash ? reasons.crash(reason, 0, reason.length) : reasons.reason(reason, 0, reason.length);
    }
}
