package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** A wrapper that tells whose line it is: lines of other containers than one are passed over. */
abstract class OneContainer implements Wrapper {
    private final String name;
    private final byte[] container;
    private final String server;

    OneContainer(String kind, String container) {
        this.name = kind + ":" + container;
        this.container = container.getBytes(StandardCharsets.UTF_8);
        this.server = server(container);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean dated() {
        return false;
    }

    @Override
    public final String server() {
        return server;
    }

    @Override
    public final Wrapper ofOther(byte[] b, int from, int to, Clock clock) {
        Wrapper other = any(b, from, to);
        return other == null || other.server().equals(server) ? null : other;
    }

    /** The wrapper of this kind that the line has, whatever the container; null if it has none. */
    abstract Wrapper any(byte[] b, int from, int to);

    /** The server that runs in a container of that name. */
    private static String server(String container) {
        int slash = container.indexOf('/');
        return slash < 0 ? container : container.substring(0, slash);
    }

    /** Whether the container that is named in [from, to) is this one. */
    final boolean isNamed(byte[] b, int from, int to) {
        return Ascii.equal(b, from, to, container);
    }
}
