package org.hangup.jobs.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.hangup.jobs.tables.Folder;

/**
 * A lock where no operating system keeps one, such as on HDFS: a file that only one can make. One that has run out is first moved
 * away, which also only one can; who finds that it moved a living one puts that back.
 */
final class LeaseLock extends RunLock {
    private static final int ATTEMPTS = 5;

    private LeaseLock(Folder output, LockHolder self) {
        super(output, self);
    }

    static LeaseLock take(Folder output, LockHolder self, Consumer<String> say) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (output.create(FILE, self.format())) {
                return new LeaseLock(output, self);
            }
            try {
                String text = output.read(FILE);
                Duration age = age(output, self);
                LockHolder holder = LockHolder.parse(text);
                if (!runOut(age)) {
                    throw held(output, holder, age);
                }
                if (moveAway(output, self, text)) {
                    say.accept(takenOver(holder, age));
                }
            } catch (FileNotFoundException e) {
                // It was let go, or taken over by another.
            }
        }
        throw new OutputLockedException(output.toString(), "runs that come and go; try again");
    }

    /** Whether what was moved away is the lock that had run out. */
    private static boolean moveAway(Folder output, LockHolder self, String text) throws IOException {
        String away = FILE + "-" + self.token();
        if (!output.exists(FILE)) {
            return false;
        }
        output.move(FILE, away);
        boolean same = output.read(away).equals(text);
        if (same) {
            output.delete(away);
        } else {
            output.move(away, FILE);
        }
        return same;
    }

    @Override
    String text() throws IOException {
        return output.exists(FILE) ? output.read(FILE) : "";
    }

    @Override
    void touch() throws IOException {
        output.rewrite(FILE, self.format());
    }

    @Override
    void release() throws IOException {
        if (LockHolder.parse(text()).equals(self)) {
            output.delete(FILE);
        }
    }
}
