package org.hangup.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tables as text: a line of column names, then a row a line, cells between tabs. Lines of {@code #} and empty lines are passed over. */
final class Tsv {
    private Tsv() {}

    /** The text of a table in this package's resources. */
    static String resource(String name) {
        try (InputStream in = Tsv.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @param columns the names its first line must have
     * @param row     makes a row of the cells; what it throws is reported with the number of the line
     * @throws IllegalArgumentException if the table is not well made
     */
    static <T> List<T> read(String text, List<String> columns, Function<List<String>, T> row) {
        List<T> rows = new ArrayList<>();
        boolean header = true;
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = List.of(line.split("\t", -1));
            if (header && !cells.equals(columns)) {
                throw new IllegalArgumentException(
                        "line " + number + ": the columns must be " + String.join(", ", columns) + ", not " + cells);
            }
            if (!header) {
                rows.add(row(cells, columns, row, number));
            }
            header = false;
        }
        return rows;
    }

    private static <T> T row(List<String> cells, List<String> columns, Function<List<String>, T> row, int number) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "line " + number + ": " + cells.size() + " cells, not " + columns.size());
        }
        try {
            return row.apply(cells);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }
}
