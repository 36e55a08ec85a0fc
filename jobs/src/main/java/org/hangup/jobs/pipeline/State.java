package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.exchange.Exchange;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowSource;

/** Reads what the days before have left: see {@link StateTable}. */
final class State {
    /** A session is another's previous one if it was settled within so many days before. */
    static final int DAYS_BACK = 30;

    private final SparkSession spark;
    private final String folder;

    /** @param folder {@code .../_state/date=D}; null: nothing came before */
    State(SparkSession spark, String folder) {
        this.spark = spark;
        this.folder = folder;
    }

    boolean exists() {
        return folder != null;
    }

    private Dataset<Row> rows(String kind, String... folders) {
        return spark.read().schema(StateTable.SCHEMA).parquet(folders).where("kind = '" + kind + "'");
    }

    Map<String, CarriedLog> logs() {
        Map<String, CarriedLog> logs = new HashMap<>();
        if (exists()) {
            for (Row row : rows("log", folder).collectAsList()) {
                logs.put(
                        row.getAs("log"),
                        CarriedLog.of(
                                row.getAs("log"),
                                row.getAs("boot_id"),
                                row.getAs("node"),
                                row.getAs("version"),
                                row.getAs("listeners"),
                                row.getAs("client_ports"),
                                lastAt(row)));
            }
        }
        return logs;
    }

    private static long lastAt(Row row) {
        int column = row.fieldIndex("last_at");
        return row.isNullAt(column) ? Facts.NONE : row.getLong(column);
    }

    /** The unsettled connections as events that come before all others: {@link EventRows}. */
    JavaPairRDD<Integer, byte[]> connections(Logs logs, Exchange exchange) {
        Map<List<String>, int[]> boots = new HashMap<>();
        var rows = rows("connection", folder).select("log", "boot_id", "id", "facts");
        for (Row row : rows.select("log", "boot_id").distinct().collectAsList()) {
            String log = row.getString(0);
            String boot = row.getString(1);
            boots.put(List.of(log, boot), new int[] {logs.number(log), logs.boot(log, boot)});
        }
        return exchange.rows(rows.javaRDD(), connections -> carried(connections, boots));
    }

    private static RowSource carried(Iterator<Row> connections, Map<List<String>, int[]> boots) {
        var event = new ConnectionEvent();
        event.kind = Kind.CARRIED;
        var words = new Words();
        return RowSource.each(connections, (row, out) -> {
            int[] boot = boots.get(List.of(row.getString(0), row.getString(1)));
            event.carried = Facts.read(new RowReader().of((byte[]) row.get(3)), words);
            EventRows.row(out, boot[0], boot[1], row.getString(2).getBytes(UTF_8), event);
        });
    }

    /** The users' last sessions of the days before: marks of {@link ConnectionRows}; null if there are none. */
    JavaPairRDD<Integer, byte[]> lastSessions(LocalDate firstDay, Exchange exchange) {
        String[] folders = exists() ? folders(firstDay) : new String[0];
        if (folders.length == 0) {
            return null;
        }
        var rows = rows("session", folders).select("server", "user", "session_id", "closed_at", "settled_at", "cause");
        return exchange.rows(rows.javaRDD(), State::marks);
    }

    private static RowSource marks(Iterator<Row> sessions) {
        return RowSource.each(
                sessions,
                (row, out) -> ConnectionRows.mark(
                        out,
                        bytes(row.getString(0)),
                        bytes(row.getString(1)),
                        new EndedSession(bytes(row.getString(2)), row.getLong(3), row.getLong(4), row.getString(5))));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private String[] folders(LocalDate firstDay) {
        var parent = new Path(folder).getParent();
        Stream<LocalDate> days = firstDay.minusDays(DAYS_BACK + 1).datesUntil(firstDay);
        return days.map(day -> new Path(parent, "date=" + day))
                .filter(this::hasRows)
                .map(Path::toString)
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }

    private boolean hasRows(Path path) {
        try {
            var fs = path.getFileSystem(spark.sessionState().newHadoopConf());
            return fs.exists(path)
                    && Stream.of(fs.listStatus(path))
                            .anyMatch(file -> file.getPath().getName().endsWith(".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + path, e);
        }
    }
}
