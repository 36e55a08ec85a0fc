package org.hangup.jobs.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Sorted runs in one order: a heap of them, with the least row on top. */
final class Merge {
    private final Run[] heap;
    private int size;
    private boolean begun;

    Merge(List<Run> runs) {
        heap = new Run[runs.size()];
        for (Run run : runs) {
            if (advance(run)) {
                heap[size++] = run;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** The run whose current row is the next one; null if there is none. */
    Run next() {
        if (begun && size > 0) {
            if (!advance(heap[0])) {
                heap[0] = heap[--size];
                heap[size] = null;
            }
            sink(0);
        }
        begun = true;
        return size == 0 ? null : heap[0];
    }

    private static boolean advance(Run run) {
        try {
            return run.next();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read rows from a local disk", e);
        }
    }

    private void sink(int place) {
        int i = place;
        Run run = heap[i];
        for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && compare(heap[child + 1], heap[child]) < 0) {
                child++;
            }
            if (compare(run, heap[child]) <= 0) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = run;
    }

    private static int compare(Run one, Run other) {
        return one.head != other.head
                ? Long.compare(one.head, other.head)
                : Arrays.compareUnsigned(one.bytes, one.from, one.to, other.bytes, other.from, other.to);
    }
}
