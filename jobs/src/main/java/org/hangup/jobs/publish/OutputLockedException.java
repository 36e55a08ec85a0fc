package org.hangup.jobs.publish;

import java.io.IOException;

/** Another run is at work on the same output. */
public final class OutputLockedException extends IOException {
    OutputLockedException(String output, String holder) {
        super("another run is at work on " + output + ": " + holder);
    }
}
