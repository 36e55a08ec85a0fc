package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What comparing the bytes of two files told, in this run and in those before: files that have not changed are not
 * compared again.
 */
final class Comparisons {
    /**
     * One result.
     *
     * @param at an offset; -1: not found, or not the same
     * @param days how many records of which day; null if that was not asked
     */
    record Result(long at, Map<Long, Long> days) implements Serializable {
        static final Result NO = new Result(-1, null);

        static Result at(long offset) {
            return new Result(offset, null);
        }
    }

    private final Map<String, Result> before = new HashMap<>();
    private final Map<FileScan, Map<String, Result>> now = new HashMap<>();

    /** Remembers what an earlier run found. */
    void add(Map<String, Result> earlier) {
        before.putAll(earlier);
    }

    /** The earlier result for a question about two files, or null. */
    Result known(String question, FileScan a, FileScan b) {
        Result result = before.get(key(question, a, b));
        if (result != null) {
            put(question, a, b, result);
        }
        return result;
    }

    void put(String question, FileScan a, FileScan b, Result result) {
        if (a.content != null && b.content != null) {
            now.computeIfAbsent(b, file -> new HashMap<>()).put(key(question, a, b), result);
        }
    }

    Result ask(String question, FileScan a, FileScan b, Supplier<Result> reading) {
        Result known = known(question, a, b);
        if (known != null) {
            return known;
        }
        Result result = reading.get();
        put(question, a, b, result);
        return result;
    }

    /** What was asked in this run of a file and those before it. */
    Map<String, Result> of(FileScan file) {
        return now.getOrDefault(file, Map.of());
    }

    private static String key(String question, FileScan a, FileScan b) {
        return question + " " + a.content + " " + b.content;
    }
}
