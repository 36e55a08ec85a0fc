package org.hangup.jobs.exchange;

import java.io.File;
import java.io.IOException;

/** What a task may hold, and where it may put what it cannot. */
interface Memory {
    /** Whether so many bytes more may be held. */
    boolean take(long bytes);

    void giveBack(long bytes);

    /** A new file on a local disk; it goes when the task ends. */
    File file() throws IOException;
}
