package org.hangup.jobs.pipeline;

import java.util.Iterator;
import java.util.function.Function;

/** Each element of another iterator, changed. */
record MappedIterator<A, B>(Iterator<A> all, Function<A, B> change) implements Iterator<B> {
    @Override
    public boolean hasNext() {
        return all.hasNext();
    }

    @Override
    public B next() {
        return change.apply(all.next());
    }
}
