package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.archive.LocalTimes;
import org.hangup.jobs.connections.ForgottenState;
import org.hangup.jobs.state.State;
import org.hangup.jobs.statistics.Statistics;
import org.hangup.jobs.tables.DayFiles;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;

/** The days of an output without those who are to be taken out: rows stay, and what they tell of the person goes. */
public final class ForgottenDays {
    /** The tables of which a day is written anew. */
    public static final List<String> TABLES = List.of(
            "connections",
            "sessions",
            "open_connections",
            "disconnects_by_user",
            "disconnects_by_ip",
            "disconnects_by_cause");

    private static final Map<String, String[]> PERSONAL = Map.of(
            "connections", new String[] {"user", "resource", "tried_user", "ip", "port", "reason", "client"},
            "sessions", new String[] {"user", "resource", "first_ip", "last_ip", "reason"},
            "open_connections", new String[] {"user", "resource", "tried_user", "ip", "port", "client"});

    private static final String GONE = "is_gone";

    private final SparkSession spark;
    private final Folder output;
    private final Forgotten forgotten;
    private final PeopleKey key;

    /**
     * @param zone of the days and hours of the output
     * @param key of its pseudonyms, null without
     */
    public ForgottenDays(SparkSession spark, Folder output, ZoneId zone, Forgotten forgotten, PeopleKey key) {
        this.spark = spark;
        this.output = output;
        this.forgotten = forgotten;
        this.key = key;
        spark.udf().register(GONE, new IsGone(forgotten), DataTypes.BooleanType);
        LocalTimes.register(spark, zone);
    }

    /** The days of which a table names one of them. */
    public Set<LocalDate> named() throws IOException {
        Set<LocalDate> days = new TreeSet<>();
        for (String table : List.of("connections", "sessions", "open_connections", "disconnects_by_user")) {
            if (!output.names(table).isEmpty()) {
                days.addAll(dates(rows(table, Tables.schema(table)).where(gone(Tables.schema(table)))));
            }
        }
        return days;
    }

    /** The days whose states name one of them. */
    public Set<LocalDate> inStates() throws IOException {
        return output.names(Tables.STATE).isEmpty()
                ? new TreeSet<>()
                : dates(without(rows(Tables.STATE, State.SCHEMA)).where(GONE));
    }

    private static Set<LocalDate> dates(Dataset<Row> rows) {
        Set<LocalDate> days = new TreeSet<>();
        rows.select("date")
                .distinct()
                .collectAsList()
                .forEach(row -> days.add(row.getDate(0).toLocalDate()));
        return days;
    }

    /** Writes the days of {@link #TABLES} without them under a staging folder. */
    public void writeTables(String staging, Collection<LocalDate> days) throws IOException {
        Column[] ofUser = {col("server"), col("user")};
        Dataset<Row> connections = blanked("connections", days);
        DayFiles files = files(staging, connections, days);
        files.write("connections", files.placed(connections, ofUser), "server", "user", "opened_at", "connection_id");
        Dataset<Row> sessions = blanked("sessions", days);
        files.write("sessions", files.placed(sessions, ofUser), "server", "user", "opened_at", "session_id");
        Statistics.write(
                connections.withColumn("hour", expr("timestamp_micros(local_hour(unix_micros(ended_at)))")), files);
        Dataset<Row> open = blanked("open_connections", days);
        DayFiles ofOpen = files(staging, open, days);
        ofOpen.write("open_connections", ofOpen.placed(open, ofUser), "server", "user", "opened_at", "connection_id");
    }

    /** Writes the days' states without them under a staging folder. */
    public void writeStates(String staging, Collection<LocalDate> days) throws IOException {
        Dataset<Row> rows =
                without(DayFiles.ofDays(rows(Tables.STATE, State.SCHEMA), days)).drop(GONE);
        DayFiles files = files(staging, rows.where("facts IS NOT NULL"), days);
        files.write(
                Tables.STATE,
                State.SCHEMA,
                files.placed(rows, col("server"), col("user"), col("id")),
                "kind",
                "log",
                "server",
                "user",
                "id");
    }

    /** The rows of states, with {@link #GONE}: whether one of them was in it. */
    private Dataset<Row> without(Dataset<Row> states) {
        StructType schema = State.SCHEMA.add("date", DataTypes.DateType).add(GONE, DataTypes.BooleanType);
        Forgotten who = forgotten;
        PeopleKey ofNames = key;
        return states.mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> {
                    var without = new ForgottenState(who, ofNames);
                    var names = new Pseudonyms(who.key());
                    var all = new ArrayList<Row>();
                    rows.forEachRemaining(row -> all.add(without(row, without, names, who)));
                    return all.iterator();
                },
                Encoders.row(schema));
    }

    private static Row without(Row row, ForgottenState state, Pseudonyms names, Forgotten who) {
        Object[] values = new Object[State.SCHEMA.length() + 2];
        for (int i = 0; i <= State.SCHEMA.length(); i++) {
            values[i] = row.get(i);
        }
        int facts = row.fieldIndex("facts");
        int user = row.fieldIndex("user");
        boolean gone = false;
        if (values[facts] != null) {
            byte[] rest =
                    state.takenOut(row.getAs("log"), row.getAs("boot_id"), row.getAs("id"), (byte[]) values[facts]);
            gone = rest != null;
            values[facts] = gone ? rest : values[facts];
        } else if (values[user] != null) {
            String server = row.getAs("server");
            gone = who.has(
                    names, ((String) values[user]).getBytes(UTF_8), server == null ? null : server.getBytes(UTF_8));
            values[user] = gone ? null : values[user];
        }
        values[values.length - 1] = gone;
        return RowFactory.create(values);
    }

    private Dataset<Row> blanked(String table, Collection<LocalDate> days) {
        StructType schema = Tables.schema(table);
        Dataset<Row> rows = DayFiles.ofDays(rows(table, schema), days).withColumn(GONE, gone(schema));
        for (String column : PERSONAL.get(table)) {
            rows = rows.withColumn(column, expr("IF(" + GONE + ", NULL, `" + column + "`)"));
        }
        return rows.drop(GONE);
    }

    private static Column gone(StructType schema) {
        boolean tried = Arrays.asList(schema.fieldNames()).contains("tried_user");
        return expr(GONE + "(user, server)" + (tried ? " OR " + GONE + "(tried_user, server)" : ""));
    }

    private Dataset<Row> rows(String table, StructType schema) {
        return spark.read()
                .schema(schema.add("date", DataTypes.DateType))
                .parquet(output.path(table).toString());
    }

    private DayFiles files(String staging, Dataset<Row> rows, Collection<LocalDate> days) {
        return new DayFiles(spark, staging, DayFiles.rowsByDate(rows, days));
    }

    /** {@code is_gone(user, server)}; false for no user. */
    private static final class IsGone implements UDF2<String, String, Boolean> {
        private static final long serialVersionUID = 1L;

        private final Forgotten forgotten;
        private transient Pseudonyms names;

        IsGone(Forgotten forgotten) {
            this.forgotten = forgotten;
        }

        @Override
        public Boolean call(String user, String server) {
            names = names == null ? new Pseudonyms(forgotten.key()) : names;
            return user != null
                    && forgotten.has(names, user.getBytes(UTF_8), server == null ? null : server.getBytes(UTF_8));
        }
    }
}
