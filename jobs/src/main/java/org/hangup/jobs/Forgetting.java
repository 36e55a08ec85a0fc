package org.hangup.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.people.Forgotten;
import org.hangup.jobs.people.ForgottenDays;
import org.hangup.jobs.people.Privacy;
import org.hangup.jobs.publish.DayMark;
import org.hangup.jobs.publish.Publication;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.OneFile;
import org.hangup.jobs.tables.Tables;

/**
 * Takes persons out of an output. First the output remembers a hash of the name and that there is work to do; then days are written anew, some at
 * a time; at last that the work is done. Whoever finds it half done, this command or the next {@code analyze}, does the rest: the hash is
 * enough to find the rows.
 */
final class Forgetting {
    /** So many days are written before they are put in place together. */
    private static final int DAYS_AT_A_TIME = 16;

    private static final String REMEMBERED = "forgotten-";
    private static final String INCIDENTS = "incidents";

    private final SparkSession spark;
    private final Publication publication;
    private final Privacy privacy;
    private final Consumer<String> say;

    Forgetting(SparkSession spark, Publication publication, Privacy privacy, Consumer<String> say) {
        this.spark = session(spark);
        this.publication = publication;
        this.privacy = privacy;
        this.say = say;
    }

    /** One of its own, with as many tasks for the few rows of a day as there are cores. */
    private static SparkSession session(SparkSession spark) {
        SparkSession session = spark.newSession();
        if (!spark.sparkContext().conf().contains("spark.sql.shuffle.partitions")) {
            session.conf()
                    .set("spark.sql.shuffle.partitions", spark.sparkContext().defaultParallelism());
        }
        return session;
    }

    /**
     * Notes that a person is to be taken out, now and by every later run.
     *
     * @param user as the tables show it
     */
    static void remember(Publication publication, String user, String server) throws IOException {
        Forgotten before = Forgotten.read(publication.output());
        write(publication, (before == null ? Forgotten.nobody() : before).with(user, server));
    }

    private static void write(Publication publication, Forgotten forgotten) throws IOException {
        String staging = REMEMBERED + (forgotten.pending() ? "before" : "after");
        publication.stage(staging, Forgotten.FILE, forgotten.format());
        publication.replace(staging, List.of(Forgotten.FILE));
    }

    /**
     * Does what is left to do.
     *
     * @return the days that held something of a person
     */
    Collection<LocalDate> finish() throws IOException {
        Forgotten forgotten = privacy.forgotten();
        if (forgotten == null || !forgotten.pending()) {
            return List.of();
        }
        say.accept("taking a person out");
        ForgottenDays days =
                new ForgottenDays(spark, publication.output(), publication.zone(), forgotten, privacy.key());
        Set<LocalDate> tables = days.named();
        Set<LocalDate> states = days.inStates();
        Set<LocalDate> all = new TreeSet<>(tables);
        all.addAll(states);
        List<LocalDate> list = new ArrayList<>(all);
        for (int from = 0; from < list.size(); from += DAYS_AT_A_TIME) {
            replace(days, list.subList(from, Math.min(list.size(), from + DAYS_AT_A_TIME)), tables, states);
        }
        hideRejects();
        hideIncidents();
        clearLedger();
        write(publication, forgotten.done());
        return all;
    }

    private void replace(ForgottenDays days, List<LocalDate> some, Set<LocalDate> inTables, Set<LocalDate> inStates)
            throws IOException {
        String name = "forget-" + some.get(0);
        String staging = publication.staging(name);
        List<LocalDate> tables = some.stream().filter(inTables::contains).toList();
        List<LocalDate> states = some.stream().filter(inStates::contains).toList();
        List<String> moves = new ArrayList<>();
        if (!tables.isEmpty()) {
            days.writeTables(staging, tables);
            ForgottenDays.TABLES.forEach(table -> tables.forEach(day -> moves.add(Tables.partition(table, day))));
        }
        if (!states.isEmpty()) {
            days.writeStates(staging, states);
            for (LocalDate day : states) {
                String state = Tables.partition(Tables.STATE, day);
                publication.keep(name, state + "/" + DayMark.FILE);
                moves.add(state);
            }
        }
        publication.replace(name, moves);
    }

    /** A line of the log and what an incident is about may be the name; what it counts stays. */
    private void hideIncidents() throws IOException {
        Folder output = publication.output();
        if (output.names(INCIDENTS).isEmpty()) {
            return;
        }
        Column shown = expr("evidence IS NOT NULL OR scope LIKE 'user %'");
        StructType schema = Tables.schema(INCIDENTS);
        Dataset<Row> all = spark.read()
                .schema(schema.add("date", DataTypes.DateType))
                .parquet(output.path(INCIDENTS).toString());
        String staging = "forget-incidents";
        Folder folder =
                Folder.at(publication.staging(staging), spark.sparkContext().hadoopConfiguration());
        List<String> moves = new ArrayList<>();
        for (Row day : all.where(shown).select("date").distinct().collectAsList()) {
            List<Row> rows = all.where(col("date").equalTo(day.get(0)))
                    .withColumn("evidence", expr("CAST(NULL AS STRING)"))
                    .withColumn("scope", expr("IF(scope LIKE 'user %', 'user', scope)"))
                    .select(Stream.of(schema.fieldNames())
                            .map(name -> col("`" + name + "`"))
                            .toArray(Column[]::new))
                    .collectAsList();
            String partition = Tables.partition(INCIDENTS, day.getDate(0).toLocalDate());
            OneFile.write(spark, rows, schema, folder, partition + "/part-00000.parquet");
            moves.add(partition);
        }
        if (!moves.isEmpty()) {
            publication.replace(staging, moves);
        }
    }

    /** Paths and pieces of files in it may hold the name; without it the next run reads all of the input, that is all. */
    private void clearLedger() throws IOException {
        if (!publication.output().exists(Tables.FILES)) {
            return;
        }
        String staging = "forget-files";
        Folder folder =
                Folder.at(publication.staging(staging), spark.sparkContext().hadoopConfiguration());
        OneFile.write(spark, List.of(), Tables.schema(Tables.FILES), folder, Tables.FILES + "/part-00000.parquet");
        publication.replace(staging, List.of(Tables.FILES));
    }

    /** What could not be read may hold the name, and there is nothing to find it by. */
    private void hideRejects() throws IOException {
        Folder output = publication.output();
        if (output.names(Tables.REJECTS).isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        boolean shown = false;
        for (Row row : spark.read()
                .parquet(output.path(Tables.REJECTS).toString())
                .select(Stream.of(Tables.schema(Tables.REJECTS).fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new))
                .collectAsList()) {
            int head = row.fieldIndex("head");
            shown |= !row.isNullAt(head);
            Object[] values = new Object[row.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == head ? null : row.get(i);
            }
            rows.add(RowFactory.create(values));
        }
        if (shown) {
            String staging = "forget-rejects";
            Folder folder =
                    Folder.at(publication.staging(staging), spark.sparkContext().hadoopConfiguration());
            OneFile.write(spark, rows, Tables.schema(Tables.REJECTS), folder, Tables.REJECTS + "/part-00000.parquet");
            publication.replace(staging, List.of(Tables.REJECTS));
        }
    }
}
