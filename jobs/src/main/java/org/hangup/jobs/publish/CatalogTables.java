package org.hangup.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;

/**
 * Tables in a catalog of Spark, such as Apache Iceberg's. Their rows are those of the tables as folders, with the column {@code
 * date} last, by which they are partitioned. Each change is one commit, which readers see whole or not at all, also on object
 * stores. Iceberg writes the run's id into the snapshot's summary: {@code hangup-run-id}.
 */
public final class CatalogTables {
    private static final String RUN_ID = "hangup-run-id";
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_-]*";

    private final SparkSession spark;
    private final String namespace;

    /** @param namespace as {@link #check} takes it: {@code CATALOG.NAMESPACE} */
    public CatalogTables(SparkSession spark, String namespace) {
        this.spark = spark;
        this.namespace = namespace;
    }

    /**
     * Checks what can be known before Spark is started.
     *
     * @throws UsageException if the name is not that of a catalog and a namespace in it, or no such catalog is set up
     */
    public static void check(String namespace, SparkConf conf) {
        if (!namespace.matches(PART + "(\\." + PART + ")+")) {
            throw new UsageException("--output-catalog " + namespace
                    + ": give a catalog and a namespace in it, as in lake.ejabberd; letters, digits, _ and - only");
        }
        String catalog = namespace.substring(0, namespace.indexOf('.'));
        if (!conf.contains("spark.sql.catalog." + catalog)) {
            throw new UsageException("--output-catalog " + namespace + ": this Spark has no catalog " + catalog
                    + "; set it up, for example with --conf spark.sql.catalog." + catalog
                    + "=org.apache.iceberg.spark.SparkCatalog and Iceberg's jar (README, \"On a cluster\")");
        }
    }

    /** Catalog and namespace. */
    public String namespace() {
        return namespace;
    }

    /**
     * Whether some run has already published here.
     *
     * @throws UsageException if the catalog cannot be asked
     */
    boolean hasRuns() {
        try {
            return exists(Tables.RUNS) && !spark.table(name(Tables.RUNS)).isEmpty();
        } catch (Exception e) {
            // Spark's exceptions are checked ones, which its methods do not declare.
            if (e instanceof AnalysisException || e instanceof SparkException) {
                throw new UsageException("--output-catalog " + namespace + ": " + firstLine(e));
            }
            throw e;
        }
    }

    /**
     * Makes the tables that are not there, and columns that a table of an earlier version lacks; tries whether rows can be
     * replaced.
     *
     * @throws UsageException if the catalog cannot do that
     */
    void prepare() {
        boolean first = !hasRuns();
        try {
            spark.sql("CREATE NAMESPACE IF NOT EXISTS " + quoted(namespace));
            for (String table : Tables.all().keySet()) {
                if (!exists(table)) {
                    create(table);
                } else {
                    addColumns(table);
                }
            }
            if (first) {
                spark.createDataFrame(List.of(), columns(Tables.REJECTS))
                        .writeTo(name(Tables.REJECTS))
                        .overwrite(lit(true));
            }
        } catch (AnalysisException e) {
            throw new UsageException("--output-catalog " + namespace
                    + ": its tables cannot be made, or rows in them cannot be replaced: " + firstLine(e));
        }
    }

    private boolean exists(String table) {
        return spark.catalog().tableExists(name(table));
    }

    /** By SQL, since a writer would commit its no rows besides. */
    private void create(String table) {
        spark.sql("CREATE TABLE " + name(table) + " (" + columns(table).toDDL() + ")"
                + (Tables.DAILY.contains(table) ? " PARTITIONED BY (date)" : ""));
    }

    private void addColumns(String table) {
        List<String> known = Arrays.asList(spark.table(name(table)).columns());
        String missing = Stream.of(columns(table).fields())
                .filter(column -> !known.contains(column.name()))
                .map(column -> column.toDDL())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            spark.sql("ALTER TABLE " + name(table) + " ADD COLUMNS (" + missing + ")");
        }
    }

    /**
     * Replaces the days whose partitions are staged, all rows of the tables that each run writes anew, or adds the row of the run. The same again changes
     * no row.
     *
     * @param staged folder of the table's Parquet files
     * @param run id of the run that made them
     * @throws IOException if the rows are not committed
     */
    void commit(String table, Folder staged, String run) throws IOException {
        try {
            Dataset<Row> rows =
                    spark.read().schema(columns(table)).parquet(staged.path("").toString());
            DataFrameWriterV2<Row> writer = rows.writeTo(name(table))
                    .option("snapshot-property." + RUN_ID, run)
                    // One task reads a file of a day and writes one: what it holds, and in which order, was decided
                    // when it was staged.
                    .option("distribution-mode", "none");
            if (table.equals(Tables.RUNS)) {
                if (spark.table(name(table)).where(col("run_id").equalTo(run)).isEmpty()) {
                    writer.append();
                }
            } else {
                writer.overwrite(Tables.WHOLE.contains(table) ? lit(true) : days(staged));
            }
        } catch (Exception e) {
            throw new IOException("cannot commit " + namespace + "." + table + ": " + firstLine(e), e);
        }
    }

    /** The condition for a row of the staged days, as ranges without a hole. */
    private static Column days(Folder staged) throws IOException {
        Map<LocalDate, LocalDate> ranges = new LinkedHashMap<>();
        LocalDate first = null;
        LocalDate last = null;
        for (String name : staged.names("")) {
            LocalDate day = LocalDate.parse(name.substring(name.indexOf('=') + 1));
            if (last == null || !day.equals(last.plusDays(1))) {
                first = day;
            }
            last = day;
            ranges.put(first, last);
        }
        return ranges.entrySet().stream()
                .map(range -> col("date").between(Date.valueOf(range.getKey()), Date.valueOf(range.getValue())))
                .reduce(Column::or)
                .orElseThrow();
    }

    private static StructType columns(String table) {
        StructType columns = Tables.schema(table);
        return Tables.DAILY.contains(table) ? columns.add("date", DataTypes.DateType) : columns;
    }

    private String name(String table) {
        return name(namespace, table);
    }

    /** The name of a table as SQL takes it. */
    public static String name(String namespace, String table) {
        return quoted(namespace) + ".`" + table + "`";
    }

    private static String quoted(String name) {
        return "`" + name.replace(".", "`.`") + "`";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
