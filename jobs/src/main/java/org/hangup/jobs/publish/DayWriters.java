package org.hangup.jobs.publish;

/** The writers of one table, day by day. */
public final class DayWriters {
    private final TableFiles files;
    private final String table;
    private final TableSchema schema;
    private int day;
    private TableWriter writer;

    DayWriters(TableFiles files, String table, TableSchema schema) {
        this.files = files;
        this.table = table;
        this.schema = schema;
    }

    public TableSchema schema() {
        return schema;
    }

    /** The writer of a day, in days since 1970-01-01. Mostly that of the last call. */
    public TableWriter on(int wanted) {
        if (writer == null || wanted != day) {
            writer = files.writer(table, wanted);
            day = wanted;
        }
        return writer;
    }
}
