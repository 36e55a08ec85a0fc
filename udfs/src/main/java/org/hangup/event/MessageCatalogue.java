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
 * <p>Matching is anchored at the message's first byte. Where the record's module is known only rows of that module (and of
 * {@code *}) match, and where the node's version is known only rows of that version.
 *
 * <p>Rows of the event {@link #DETAIL} are messages that are known and tell nothing of a connection: no column is filled from them.
 */
public final class MessageCatalogue {
    /** The event of messages that are known, and tell nothing of a connection. */
    public static final String DETAIL = "detail";

    private static final MessageCatalogue BUILT_IN = new MessageCatalogue(List.of(), ReasonTable.builtIn());
    private static final String ANY = "*";

    private final List<MessageRow> rows = new ArrayList<>();
    private final ReasonTable reasons;
    private final List<String> modules;
    /** By module; records of other modules and of unknown ones have their own. */
    private final ByteKeys<Rows> byModule;

    private final Rows ofUnknownModule;
    private final Rows ofOtherModules;

    /** The rows that a record can be of. */
    private record Rows(RowIndex events, RowIndex details) {}

    private MessageCatalogue(List<String> more, ReasonTable reasons) {
        this.reasons = reasons;
        more.forEach(tsv -> rows.addAll(Tsv.read(tsv, MessageRow.COLUMNS, MessageRow::of)));
        rows.addAll(Tsv.read(Tsv.resource("messages.tsv"), MessageRow.COLUMNS, MessageRow::of));
        Map<String, MessagePattern> patterns = new HashMap<>();
        rows.forEach(row -> patterns.computeIfAbsent(MessagePattern.key(row), key -> new MessagePattern(row)));
        Map<String, List<MessageRow>> its = new TreeMap<>();
        rows.forEach(row ->
                its.computeIfAbsent(row.module(), module -> new ArrayList<>()).add(row));
        List<MessageRow> anyModule = its.getOrDefault(ANY, List.of());
        its.remove(ANY);
        its.values().forEach(list -> list.addAll(anyModule));
        Map<String, Rows> indexes = new TreeMap<>();
        its.forEach((module, list) -> indexes.put(module, index(list, patterns)));
        byModule = new ByteKeys<>(indexes);
        modules = List.copyOf(indexes.keySet());
        ofUnknownModule = index(rows, patterns);
        ofOtherModules = index(anyModule, patterns);
    }

    private static Rows index(List<MessageRow> rows, Map<String, MessagePattern> patterns) {
        List<MessageRow> events =
                rows.stream().filter(row -> !row.event().equals(DETAIL)).toList();
        List<MessageRow> details =
                rows.stream().filter(row -> row.event().equals(DETAIL)).toList();
        return new Rows(new RowIndex(ranged(events, patterns)), new RowIndex(ranged(details, patterns)));
    }

    private static List<MessagePattern.Ranged> ranged(List<MessageRow> rows, Map<String, MessagePattern> patterns) {
        Map<MessagePattern, List<MessageRow>> byPattern = new LinkedHashMap<>();
        rows.forEach(row -> byPattern
                .computeIfAbsent(patterns.get(MessagePattern.key(row)), pattern -> new ArrayList<>())
                .add(row));
        List<MessagePattern.Ranged> ranged = new ArrayList<>();
        byPattern.forEach((pattern, its) -> ranged.add(new MessagePattern.Ranged(
                pattern,
                its.stream().mapToLong(MessageRow::firstKey).toArray(),
                its.stream().mapToLong(MessageRow::lastKey).toArray(),
                its.stream().anyMatch(MessageRow::isOfLibrary))));
        return ranged;
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

    private Rows rows(byte[] module, int from, int to) {
        if (module == null || from >= to) {
            return ofUnknownModule;
        }
        Rows its = byModule.get(module, from, to);
        return its == null ? ofOtherModules : its;
    }

    /**
     * Says whether a message may be an event, by its module and first literal text only: true for all that {@link #match} takes, but
     * for {@link #DETAIL}s, and for a little more. Most records of a debug log end here. XML that was received or sent always
     * passes, whatever is in it: that a client sent anything at all is what tells a ping without answer from one with.
     *
     * @param b          holds the message in [from, to) and the module of its record's header in [moduleFrom, moduleTo)
     * @param moduleFrom equal to {@code moduleTo} if the module is unknown
     */
    public boolean mayMatch(byte[] b, int from, int to, int moduleFrom, int moduleTo) {
        return from < to && rows(b, moduleFrom, moduleTo).events.mayMatch(b, from, to);
    }

    /**
     * Finds the row that a message is of, and takes its arguments out. If no row is the whole message, its first line alone is tried:
     * what stands behind may be another program's.
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
        if (from >= to) {
            return false;
        }
        Rows its = rows(module, moduleFrom, moduleTo);
        if (its.events.match(b, from, to, version, reasons, event)
                || its.details.match(b, from, to, version, reasons, event)) {
            return true;
        }
        int end = Bytes.indexOf(b, from, to, '\n');
        return end > from
                && (its.events.match(b, from, end, version, reasons, event)
                        || its.details.match(b, from, end, version, reasons, event));
    }

    /** {@link #match} without the rows that tell nothing of a connection ({@link #DETAIL}): for records by the million. */
    public boolean matchEvent(
            byte[] b, int from, int to, byte[] module, int moduleFrom, int moduleTo, Version version, Event event) {
        event.clear();
        if (from >= to) {
            return false;
        }
        RowIndex its = rows(module, moduleFrom, moduleTo).events;
        if (its.match(b, from, to, version, reasons, event)) {
            return true;
        }
        int end = Bytes.indexOf(b, from, to, '\n');
        return end > from && its.match(b, from, end, version, reasons, event);
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

    /** The modules that have rows of their own, sorted. */
    public List<String> modules() {
        return modules;
    }
}
