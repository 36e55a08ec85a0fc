package org.hangup.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds catalogue rows by the literal text that their messages begin with. */
final class LiteralTrie {
    /** A node: the end of some literal, or a place where literals part. */
    static final class Node {
        /** Rows whose literal ends here, those with most to match first. */
        MessagePattern.Ranged[] rows = {};
        /** Bytes from the trie's root. */
        final int depth;
        /** The nearest node above that has rows, or null. */
        Node above;

        private byte[] label = {};
        private byte[] keys = {};
        private Node[] children = {};

        Node(int depth) {
            this.depth = depth;
        }

        private Node child(byte key) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] == key) {
                    return children[i];
                }
            }
            return null;
        }
    }

    private final Node root;

    LiteralTrie(List<MessagePattern.Ranged> rows) {
        root = build(rows, 0, 0, null);
    }

    private static Node build(List<MessagePattern.Ranged> rows, int labelFrom, int depth, Node above) {
        Node node = new Node(depth);
        node.above = above;
        if (!rows.isEmpty() && depth > labelFrom) {
            node.label = Arrays.copyOfRange(rows.get(0).pattern().head(), labelFrom, depth);
        }
        List<MessagePattern.Ranged> here = new ArrayList<>();
        List<MessagePattern.Ranged> rest = new ArrayList<>();
        for (MessagePattern.Ranged row : rows) {
            (row.pattern().head().length == depth ? here : rest).add(row);
        }
        here.sort(Comparator.comparingInt(
                        (MessagePattern.Ranged row) -> row.pattern().weight())
                .reversed());
        node.rows = here.toArray(MessagePattern.Ranged[]::new);
        Node next = here.isEmpty() ? above : node;
        while (!rest.isEmpty()) {
            byte key = rest.get(0).pattern().head()[depth];
            List<MessagePattern.Ranged> same = new ArrayList<>();
            rest.removeIf(row -> row.pattern().head()[depth] == key && same.add(row));
            node.keys = Arrays.copyOf(node.keys, node.keys.length + 1);
            node.keys[node.keys.length - 1] = key;
            node.children = Arrays.copyOf(node.children, node.children.length + 1);
            node.children[node.children.length - 1] = build(same, depth, commonLength(same, depth + 1), next);
        }
        return node;
    }

    /** How many bytes the heads of all rows have in common, at least {@code from}. */
    private static int commonLength(List<MessagePattern.Ranged> rows, int from) {
        byte[] first = rows.get(0).pattern().head();
        int length = first.length;
        for (MessagePattern.Ranged row : rows) {
            byte[] head = row.pattern().head();
            int same = from;
            while (same < length && same < head.length && head[same] == first[same]) {
                same++;
            }
            length = Math.min(length, same);
        }
        return length;
    }

    /** The node of the longest literal that the bytes begin with, or null. Its {@link Node#above} has the shorter ones. */
    Node find(byte[] b, int from, int to) {
        Node node = root;
        int i = from;
        while (i < to) {
            Node child = node.child(b[i]);
            if (child == null || !Bytes.startsWith(b, i, to, child.label)) {
                break;
            }
            i += child.label.length;
            node = child;
        }
        return node.rows.length > 0 ? node : node.above;
    }
}
