package org.hangup.jobs.explain;

/** Whose a connection or session is; each part may be null, and {@code tried} is a name that only failed to log in. */
record Name(String user, String server, String resource, String tried) {
    static Name of(TableRow row) {
        return new Name(row.text("user"), row.text("server"), row.text("resource"), row.text("tried_user"));
    }

    boolean isKnown() {
        return user != null;
    }

    /** The JID without its resource; null if nobody logged in. */
    String bare() {
        return user == null ? null : server == null ? user : user + "@" + server;
    }

    /** The JID, as far as it is known; null if nobody logged in. */
    String full() {
        return resource == null ? bare() : bare() + "/" + resource;
    }
}
