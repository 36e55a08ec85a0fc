package org.hangup.jobs.explain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** A row of a published table. A column that was not read, or that its file does not have, is NULL like one without a value: null. */
final class TableRow {
    private final Map<String, Integer> columns;
    private final Object[] cells;

    /**
     * @param columns the place of each column's cell
     * @param cells texts as {@link Binary}, else Long, Integer or Boolean
     */
    TableRow(Map<String, Integer> columns, Object[] cells) {
        this.columns = columns;
        this.cells = cells;
    }

    private Object cell(String column) {
        Integer place = columns.get(column);
        return place == null ? null : cells[place];
    }

    String text(String column) {
        return cell(column) instanceof Binary text ? text.toStringUsingUTF8() : null;
    }

    /** Whether the column has this very text: no text is made of the cell. */
    boolean has(String column, Binary text) {
        return text.equals(cell(column));
    }

    /** A time, which tables have in microseconds, UTC. */
    Instant time(String column) {
        return cell(column) instanceof Long micros ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS) : null;
    }

    Long number(String column) {
        return cell(column) instanceof Number number ? (Long) number.longValue() : null;
    }

    boolean isTrue(String column) {
        return Boolean.TRUE.equals(cell(column));
    }
}
