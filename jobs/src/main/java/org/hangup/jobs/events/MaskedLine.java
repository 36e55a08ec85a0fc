package org.hangup.jobs.events;

import java.util.Arrays;

/**
 * A line's rest {@code JID: REASON} without people. Where the JID ends only the line that opened the session tells, as a resource may hold
 * whatever a reason does; so all that it may be stands here, each JID with its reason, and the fold takes the one it knows.
 */
public final class MaskedLine {
    private MaskedLine() {}

    /** Writes one of what the line may be; they follow each other. */
    static void write(BytesOut out, byte[] jid, byte[] reason) {
        out.text(jid);
        out.text(reason);
    }

    /** Whether the line may be of this JID. */
    public static boolean isOf(byte[] line, byte[] jid) {
        return find(line, jid) != null;
    }

    /** The reason behind this JID; null if there is none. */
    public static byte[] reason(byte[] line, byte[] jid) {
        BytesIn found = find(line, jid);
        return found == null ? null : found.text();
    }

    /** Where the reason behind the JID stands. */
    private static BytesIn find(byte[] line, byte[] jid) {
        BytesIn in = new BytesIn().of(line);
        while (in.hasMore()) {
            in.find();
            if (Arrays.equals(line, in.from, in.to, jid, 0, jid.length)) {
                return in;
            }
            in.find();
        }
        return null;
    }
}
