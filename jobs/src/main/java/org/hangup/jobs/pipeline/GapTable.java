package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hangup.jobs.archive.Gap;
import org.hangup.jobs.publish.DayWriters;
import org.hangup.jobs.publish.TableFiles;
import org.hangup.jobs.publish.TableRow;
import org.hangup.jobs.publish.TableSchema;
import org.hangup.jobs.publish.TableWriter;

/** Writes the rows of log_gaps: times in which records of a log are, or may be, missing. */
final class GapTable {
    private static final String NAME = "log_gaps";

    private final DayWriters writers;
    private final TableSchema schema;

    GapTable(TableFiles files) {
        writers = files.table(NAME);
        schema = writers.schema();
    }

    /** Writes a gap of a node under the day on which it ended, in days since 1970-01-01. */
    void write(Gap gap, String node, int day) {
        TableWriter writer = writers.on(day);
        TableRow row = writer.row();
        row.set(schema.column("log"), gap.log().getBytes(UTF_8));
        row.set(schema.column("node"), node.getBytes(UTF_8));
        row.set(schema.column("from"), gap.fromTs());
        row.set(schema.column("to"), gap.toTs());
        row.set(schema.column("kind"), gap.kind().getBytes(UTF_8));
        row.set(schema.column("dropped"), gap.dropped() == null ? TableRow.NONE : gap.dropped());
        row.set(schema.column("file"), gap.file() == null ? null : gap.file().getBytes(UTF_8));
        row.set(schema.column("offset"), gap.offset());
        writer.write();
    }
}
