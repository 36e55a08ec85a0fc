package org.hangup.log;

import java.nio.charset.StandardCharsets;

/** A wrapper that tells whose line it is: lines of other containers than one are passed over. */
abstract class OneContainer implements Wrapper {
    private final String name;
    private final byte[] container;

    OneContainer(String kind, String container) {
        this.name = kind + ":" + container;
        this.container = container.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean dated() {
        return false;
    }

    /** Whether the container that is named in [from, to) is this one. */
    final boolean isNamed(byte[] b, int from, int to) {
        return Ascii.equal(b, from, to, container);
    }
}
