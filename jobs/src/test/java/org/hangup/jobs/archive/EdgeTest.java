package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeTest {
    @Test
    void theEdgesOfPartsMakeThoseOfTheFile() {
        var whole = new EdgeKeeper();
        var first = new EdgeKeeper();
        var second = new EdgeKeeper();
        for (int i = 0; i < 200; i++) {
            whole.add(i, i);
            (i < 50 ? first : second).add(i, i);
        }
        Edge head = first.head().andThen(second.head());
        Edge tail = second.tail().after(first.tail());
        assertThat(head.size()).isEqualTo(Edge.SIZE);
        assertThat(head.looksLike(0, whole.head(), Edge.SIZE)).isTrue();
        assertThat(tail.looksLike(0, whole.tail(), Edge.SIZE)).isTrue();
        assertThat(tail.ts(Edge.SIZE - 1)).isEqualTo(199);
        assertThat(first.tail().after(Edge.NONE).size()).isEqualTo(50);
    }
}
