package org.hangup.event;

import java.util.List;

/** Catalogue rows, found by the bytes that a message begins with. */
final class RowIndex {
    private final LiteralTrie plain;
    private final LiteralTrie bracketed;
    /** Rows whose messages begin with an argument. */
    private final MessagePattern.Ranged[] headless;

    RowIndex(List<MessagePattern.Ranged> rows) {
        plain = new LiteralTrie(rows.stream()
                .filter(row -> !row.pattern().bracketed() && row.pattern().head().length > 0)
                .toList());
        bracketed = new LiteralTrie(
                rows.stream().filter(row -> row.pattern().bracketed()).toList());
        headless = rows.stream()
                .filter(row -> !row.pattern().bracketed() && row.pattern().head().length == 0)
                .toArray(MessagePattern.Ranged[]::new);
    }

    /** Whether the message in [from, to), which is not empty, begins as one of some row does. */
    boolean mayMatch(byte[] b, int from, int to) {
        if (b[from] == '(') {
            int begin = Bracket.end(b, from, to);
            if (begin >= 0 && bracketed.find(b, begin, to) != null) {
                return true;
            }
        }
        if (plain.find(b, from, to) != null) {
            return true;
        }
        for (MessagePattern.Ranged row : headless) {
            if (row.pattern().plausible(b, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Fills the event from the first row that the whole message in [from, to), which is not empty, is of. */
    boolean match(byte[] b, int from, int to, Version version, ReasonTable reasons, Event event) {
        if (b[from] == '(') {
            int begin = Bracket.end(b, from, to);
            if (begin >= 0 && match(bracketed, b, from, begin, to, version, reasons, event)) {
                return true;
            }
        }
        if (match(plain, b, from, from, to, version, reasons, event)) {
            return true;
        }
        for (MessagePattern.Ranged row : headless) {
            if ((version == null || row.covers(version))
                    && row.pattern().plausible(b, from, to)
                    && row.pattern().match(b, from, from, to, reasons, event)) {
                return true;
            }
        }
        return false;
    }

    private static boolean match(
            LiteralTrie trie,
            byte[] b,
            int from,
            int begin,
            int to,
            Version version,
            ReasonTable reasons,
            Event event) {
        for (LiteralTrie.Node node = trie.find(b, begin, to); node != null; node = node.above) {
            for (MessagePattern.Ranged row : node.rows) {
                if ((version == null || row.covers(version))
                        && row.pattern().match(b, from, begin + node.depth, to, reasons, event)) {
                    return true;
                }
            }
        }
        return false;
    }
}
