package org.hangup.jobs.connections;

/** A JID as a line prints it. */
final class JidText {
    private JidText() {}

    /** The JID of these parts, each of which may be null. */
    static byte[] of(byte[] user, byte[] server, byte[] resource) {
        int length = length(user, 1) + length(server, 0) + length(resource, 1);
        byte[] jid = new byte[length];
        int at = 0;
        if (user != null) {
            System.arraycopy(user, 0, jid, 0, user.length);
            jid[user.length] = '@';
            at = user.length + 1;
        }
        if (server != null) {
            System.arraycopy(server, 0, jid, at, server.length);
            at += server.length;
        }
        if (resource != null) {
            jid[at] = '/';
            System.arraycopy(resource, 0, jid, at + 1, resource.length);
        }
        return jid;
    }

    private static int length(byte[] part, int mark) {
        return part == null ? 0 : part.length + mark;
    }
}
