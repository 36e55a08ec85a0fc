package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.hangup.jobs.tables.Folder;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;

/**
 * Who was taken out of an output: hashes of their names, and the key of these hashes, which belongs to the output. A name is the one that the tables
 * had: where they hold pseudonyms, the pseudonym.
 *
 * @param key of the hashes
 * @param secret the bytes of the key
 * @param hashes of {@code user@server}, and of {@code user@} for rows that tell no server, in lower case
 * @param pending tables and states that are there may still hold one of the names
 */
@SuppressWarnings("ArrayRecordComponent")
public record Forgotten(PeopleKey key, byte[] secret, Set<String> hashes, boolean pending) implements Serializable {
    /** The file in the output that holds it. */
    public static final String FILE = "_forgotten";

    private static final String PENDING = "pending";

    /** Begins the users that stand in events and states for those who were taken out; no JID can have it. */
    public static final String MARK = "\u0002forgotten ";

    public Forgotten {
        secret = secret.clone();
        hashes = Set.copyOf(hashes);
    }

    private static Forgotten of(byte[] secret, Set<String> hashes, boolean pending) {
        return new Forgotten(PeopleKey.of(secret), secret, hashes, pending);
    }

    /** Of an output; null if nobody was taken out of it. */
    public static Forgotten read(Folder output) throws IOException {
        if (!output.exists(FILE)) {
            return null;
        }
        List<String> lines = output.read(FILE).lines().toList();
        return of(
                HexFormat.of().parseHex(lines.get(0)),
                Set.copyOf(lines.subList(2, lines.size())),
                lines.get(1).equals(PENDING));
    }

    /** Nobody, under a key of its own. */
    public static Forgotten nobody() {
        byte[] secret = new byte[PeopleKey.LEAST_BYTES];
        new SecureRandom().nextBytes(secret);
        return of(secret, Set.of(), false);
    }

    /** What the file is to hold. */
    public String format() {
        return HexFormat.of().formatHex(secret) + "\n" + (pending ? PENDING : "done") + "\n"
                + String.join("\n", new TreeSet<>(hashes)) + "\n";
    }

    /** These, and one more, of whom nothing was taken out yet. */
    public Forgotten with(String user, String server) {
        Pseudonyms pseudonyms = new Pseudonyms(key);
        Set<String> more = new TreeSet<>(hashes);
        more.add(pseudonyms.name((user + "@" + server).toLowerCase(Locale.ROOT)));
        more.add(pseudonyms.name((user + "@").toLowerCase(Locale.ROOT)));
        return of(secret, more, true);
    }

    /** The same when no table and no state holds one of the names any more. */
    public Forgotten done() {
        return of(secret, hashes, false);
    }

    /** Whether the person was taken out; not for use by several threads with the same pseudonyms. */
    public boolean has(Pseudonyms ofKey, byte[] user, byte[] server) {
        String jid = new String(user, UTF_8) + "@" + (server == null ? "" : new String(server, UTF_8));
        byte[] lower = jid.toLowerCase(Locale.ROOT).getBytes(UTF_8);
        return hashes.contains(new String(ofKey.name(lower, 0, lower.length), UTF_8));
    }

    /** Whether a user of events and states stands for somebody who was taken out. */
    public static boolean isMark(byte[] user) {
        if (user == null || user.length < MARK.length()) {
            return false;
        }
        for (int i = 0; i < MARK.length(); i++) {
            if (user[i] != MARK.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return hashes.size() + " hashes under " + key;
    }
}
