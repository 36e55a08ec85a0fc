package org.hangup.jobs.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** The published tables and their columns, as {@code tables.tsv} describes them. */
public final class Tables {
    /** Tables of settled rows and of what is still open; each has a partition for each built day. */
    public static final List<String> DAILY = List.of(
            "connections",
            "sessions",
            "disconnects_by_user",
            "disconnects_by_ip",
            "disconnects_by_cause",
            "open_connections");
    /** What the next day needs; private to Hangup, so without a described schema. */
    public static final String STATE = "_state";

    public static final String REJECTS = "rejects";
    public static final String RUNS = "runs";

    private Tables() {}

    /**
     * The columns of a table, without the partition column {@code date}; every column may be NULL.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static StructType schema(String table) {
        StructType schema = all().get(table);
        if (schema == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return schema;
    }

    /** All described tables, in the order of the description. */
    public static Map<String, StructType> all() {
        Map<String, StructType> schemas = new LinkedHashMap<>();
        for (String row : rows()) {
            String[] cells = row.split("\t", -1);
            schemas.merge(cells[0], column(cells), (left, right) -> left.merge(right, true));
        }
        return schemas;
    }

    private static StructType column(String[] cells) {
        return new StructType().add(cells[1], DataType.fromDDL(cells[2]), true, Metadata.empty());
    }

    private static List<String> rows() {
        try (var in = Tables.class.getResourceAsStream("tables.tsv");
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
