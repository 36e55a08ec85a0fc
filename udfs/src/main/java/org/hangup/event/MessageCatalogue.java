package org.hangup.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What ejabberd writes, and what it means: the rows of {@code messages.tsv} and an operator's own, compiled into one matcher.
 * Immutable, safe for use by many threads, and cheap to share.
 *
 * <p>Matching is anchored at the message's first byte. Where the record's module is known only rows of that module match, and
 * where the node's version is known only rows of that version.
 */
public final class MessageCatalogue {
    private static final MessageCatalogue BUILT_IN = new MessageCatalogue(List.of(), ReasonTable.builtIn());
    private static final String ANY = "*";

    private final List<MessageRow> rows = new ArrayList<>();
    private final ReasonTable reasons;
    private final Index all;
    private final ByteKeys<Index> indexes;
    private final List<String> modules;

    /** The rows that a record of one module, or of an unknown one, can be of. */
    private static final class Index {
        final LiteralTrie plain;
        final LiteralTrie bracketed;
        final MessagePattern.Ranged[] headless;

        Index(List<MessagePattern.Ranged> rows) {
            plain = new LiteralTrie(rows.stream()
                    .filter(row -> !row.pattern().bracketed() && row.pattern().head().length > 0)
                    .toList());
            bracketed = new LiteralTrie(
                    rows.stream().filter(row -> row.pattern().bracketed()).toList());
            headless = rows.stream()
                    .filter(row -> !row.pattern().bracketed() && row.pattern().head().length == 0)
                    .toArray(MessagePattern.Ranged[]::new);
        }
    }

    private MessageCatalogue(List<String> more, ReasonTable reasons) {
        this.reasons = reasons;
        more.forEach(tsv -> rows.addAll(Tsv.read(tsv, MessageRow.COLUMNS, MessageRow::of)));
        rows.addAll(Tsv.read(Tsv.resource("messages.tsv"), MessageRow.COLUMNS, MessageRow::of));
        Map<String, MessagePattern> patterns = new HashMap<>();
        rows.forEach(row -> patterns.computeIfAbsent(MessagePattern.key(row), key -> new MessagePattern(row)));
        all = index(null, patterns);
        Map<String, Index> byModule = new TreeMap<>();
        rows.stream()
                .map(MessageRow::module)
                .filter(module -> !module.equals(ANY))
                .distinct()
                .forEach(module -> byModule.put(module, index(module, patterns)));
        indexes = new ByteKeys<>(byModule);
        modules = List.copyOf(byModule.keySet());
    }

    /** The catalogue that comes with Hangup. */
    public static MessageCatalogue builtIn() {
        return BUILT_IN;
    }

    /**
     * The catalogue that comes with Hangup, and an operator's rows, which go before it.
     *
     * @param tsvTexts tables with the columns event, first_version, last_version, module, level, format, arguments, example
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static MessageCatalogue with(List<String> tsvTexts) {
        return with(tsvTexts, ReasonTable.builtIn());
    }

    /** {@link #with(List)}, with the reasons by which a JID is told from the reason behind it. */
    public static MessageCatalogue with(List<String> tsvTexts, ReasonTable reasons) {
        boolean plain = tsvTexts.isEmpty() && reasons == ReasonTable.builtIn();
        return plain ? BUILT_IN : new MessageCatalogue(tsvTexts, reasons);
    }

    private Index index(String module, Map<String, MessagePattern> patterns) {
        Map<MessagePattern, List<MessageRow>> byPattern = new LinkedHashMap<>();
        for (MessageRow row : rows) {
            if (module == null || row.module().equals(module) || row.module().equals(ANY)) {
                byPattern
                        .computeIfAbsent(patterns.get(MessagePattern.key(row)), key -> new ArrayList<>())
                        .add(row);
            }
        }
        List<MessagePattern.Ranged> ranged = new ArrayList<>();
        byPattern.forEach((pattern, its) -> ranged.add(new MessagePattern.Ranged(
                pattern,
                its.stream()
                        .mapToLong(row -> row.first() == null
                                ? Long.MIN_VALUE
                                : row.first().key())
                        .toArray(),
                its.stream()
                        .mapToLong(row ->
                                row.last() == null ? Long.MAX_VALUE : row.last().lastPatch())
                        .toArray())));
        return new Index(ranged);
    }

    private Index index(byte[] b, int from, int to) {
        return from >= to ? all : indexes.get(b, from, to);
    }

    /**
     * Says whether a message may be of some row, by its module and first literal text only: true for all that {@link #match} takes
     * and for a little more. Most records of a debug log end here. XML that was received or sent always passes, whatever is
     * in it: that a client sent anything at all is what tells a ping without answer from one with.
     *
     * @param b          holds the message in [from, to) and the module of its record's header in [moduleFrom, moduleTo)
     * @param moduleFrom equal to {@code moduleTo} if the module is unknown
     */
    public boolean mayMatch(byte[] b, int from, int to, int moduleFrom, int moduleTo) {
        Index index = index(b, moduleFrom, moduleTo);
        if (index == null || from >= to) {
            return false;
        }
        if (b[from] == '(') {
            int begin = Bracket.end(b, from, to);
            if (begin >= 0 && index.bracketed.find(b, begin, to) != null) {
                return true;
            }
        }
        if (index.plain.find(b, from, to) != null) {
            return true;
        }
        for (MessagePattern.Ranged row : index.headless) {
            if (row.pattern().plausible(b, from, to)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds the row that a message is of, and takes its arguments out.
     *
     * @param b       holds the message in [from, to), and may hold what else it wants
     * @param module  holds the module of the record's header in [moduleFrom, moduleTo); empty range or null: unknown
     * @param version the node's version, or null if unknown
     * @param event   filled with what the message says; empty if no row matches
     * @return whether a row matches
     */
    public boolean match(
            byte[] b, int from, int to, byte[] module, int moduleFrom, int moduleTo, Version version, Event event) {
        event.clear();
        Index index = module == null ? all : index(module, moduleFrom, moduleTo);
        if (index == null || from >= to) {
            return false;
        }
        if (b[from] == '(') {
            int begin = Bracket.end(b, from, to);
            if (begin >= 0 && match(b, from, begin, to, index.bracketed, version, event)) {
                return true;
            }
        }
        if (match(b, from, from, to, index.plain, version, event)) {
            return true;
        }
        for (MessagePattern.Ranged row : index.headless) {
            if ((version == null || row.covers(version))
                    && row.pattern().plausible(b, from, to)
                    && row.pattern().match(b, from, from, to, reasons, event)) {
                return true;
            }
        }
        return false;
    }

    private boolean match(byte[] b, int from, int begin, int to, LiteralTrie trie, Version version, Event event) {
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

    /** {@link #match} of text; for tests and tools. */
    public Event match(String message, String module, Version version) {
        byte[] b = Bytes.of(message);
        byte[] m = module == null ? null : module.getBytes(StandardCharsets.UTF_8);
        Event event = new Event();
        return match(b, 0, b.length, m, 0, m == null ? 0 : m.length, version, event) ? event : null;
    }

    /** The rows, an operator's first. */
    List<MessageRow> rows() {
        return List.copyOf(rows);
    }

    /** The modules that have rows, sorted; a reader may pass over the records of all others. */
    public List<String> modules() {
        return modules;
    }
}
