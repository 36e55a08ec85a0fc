package org.hangup.log;

import java.io.IOException;

/** Where bytes are stored failed to give them: a disk, a node or a network. Unlike a damage, it tells nothing of the bytes: they may come the next time. */
public final class ReadFailedException extends IOException {
    private static final long serialVersionUID = 1;

    public ReadFailedException(IOException cause) {
        super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
    }
}
