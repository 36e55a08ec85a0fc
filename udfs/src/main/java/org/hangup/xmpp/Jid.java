package org.hangup.xmpp;

import java.nio.charset.StandardCharsets;

/**
 * The parts of a JID as a log prints it (RFC 7622 section 3.1): the first {@code /} ends the bare part, whatever the resource
 * holds; the user is what stands before the last {@code @} of the bare part. Nothing is prepared or checked.
 *
 * @param user     null if the JID has none
 * @param server   never null; empty if nothing stands there
 * @param resource null if the JID has none
 */
public record Jid(String user, String server, String resource) {
    /** Where the bare part of the JID in [from, to) ends: its first {@code /}, or {@code to}. */
    public static int bareEnd(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '/') {
                return i;
            }
        }
        return to;
    }

    /** Where the user of the JID in [from, to) ends: the last {@code @} of its bare part, or -1 if it has no user. */
    public static int userEnd(byte[] b, int from, int bareEnd) {
        for (int i = bareEnd - 1; i >= from; i--) {
            if (b[i] == '@') {
                return i;
            }
        }
        return -1;
    }

    /** Reads a JID; null for null. */
    public static Jid parse(String text) {
        if (text == null) {
            return null;
        }
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        int bare = bareEnd(b, 0, b.length);
        int user = userEnd(b, 0, bare);
        return new Jid(
                user < 0 ? null : text(b, 0, user),
                text(b, user + 1, bare),
                bare == b.length ? null : text(b, bare + 1, b.length));
    }

    /** The JID without its resource. */
    public String bare() {
        return user == null ? server : user + "@" + server;
    }

    @Override
    public String toString() {
        return resource == null ? bare() : bare() + "/" + resource;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
