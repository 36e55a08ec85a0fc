package org.hangup.jobs.pipeline;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Rows that are made step by step, some steps making none and some making several. */
abstract class MadeRows implements Iterator<byte[]> {
    private final Queue<byte[]> made = new ArrayDeque<>();
    private boolean done;

    /** Makes what comes next, perhaps no row; false if nothing comes any more. */
    abstract boolean step();

    /** A row is made. */
    final void give(byte[] row) {
        made.add(row);
    }

    @Override
    public final boolean hasNext() {
        while (made.isEmpty() && !done) {
            done = !step();
        }
        return !made.isEmpty();
    }

    @Override
    public final byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.remove();
    }
}
