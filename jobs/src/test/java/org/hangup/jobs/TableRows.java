package org.hangup.jobs;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Rows of a table as texts, whatever it is stored in. */
final class TableRows {
    private TableRows() {}

    /** A text a row, sorted, with all columns in their order, also those that are NULL. */
    static List<String> of(Dataset<Row> table) {
        return table
                .selectExpr("to_json(struct(*), map('ignoreNullFields', 'false'))")
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }
}
