package org.hangup.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The software of a client by its resource: {@code clients.tsv}, one pattern a row. A pattern is a resource's beginning; what
 * follows it is no letter, or anything if the pattern ends in {@code *}. The longest pattern that fits wins. Immutable, and
 * safe for use by many threads.
 */
public final class ClientTable {
    static final List<String> COLUMNS = List.of("pattern", "client", "example");

    private static final ClientTable BUILT_IN = new ClientTable(Tsv.resource("clients.tsv"));

    /** By the first character, the longest patterns first. */
    private final Map<Character, List<Pattern>> patterns = new HashMap<>();

    private record Pattern(String head, boolean open, String client) {
        boolean fits(String resource) {
            return resource.startsWith(head)
                    && (open
                            || resource.length() == head.length()
                            || !Character.isLetter(resource.codePointAt(head.length())));
        }
    }

    ClientTable(String tsv) {
        Tsv.read(tsv, COLUMNS, cells -> {
            String pattern = cells.get(0);
            boolean open = pattern.endsWith("*");
            String head = open ? pattern.substring(0, pattern.length() - 1) : pattern;
            if (head.isEmpty() || cells.get(1).isEmpty()) {
                throw new IllegalArgumentException("a row needs a pattern and a client");
            }
            return patterns.computeIfAbsent(head.charAt(0), first -> new ArrayList<>())
                    .add(new Pattern(head, open, cells.get(1)));
        });
        patterns.values().forEach(list -> list.sort(Comparator.comparing(pattern -> -pattern.head.length())));
    }

    /** The table that comes with Hangup. */
    public static ClientTable builtIn() {
        return BUILT_IN;
    }

    /**
     * Finds the software.
     *
     * @param resource of a full JID; may be null
     * @return its name, such as {@code Conversations}; null where the resource tells nothing
     */
    public String find(String resource) {
        if (resource == null || resource.isEmpty()) {
            return null;
        }
        for (Pattern pattern : patterns.getOrDefault(resource.charAt(0), List.of())) {
            if (pattern.fits(resource)) {
                return pattern.client;
            }
        }
        return null;
    }
}
