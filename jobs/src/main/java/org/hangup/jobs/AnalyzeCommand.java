package org.hangup.jobs;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.hangup.event.MessageCatalogue;
import org.hangup.jobs.publish.CatalogTables;
import org.hangup.jobs.publish.ObjectStores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hangup analyze}. */
@Command(
        name = "analyze",
        description = "Reads logs and writes the tables: who was disconnected, when, from where and why.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n",
        footer = {
            "Whole days are built and replaced, so a run can be repeated: days whose records are what they were when they",
            "were published are left as they are. A run that was killed is finished, or",
            "cleared away, by the next one.",
            "",
            "Examples:",
            "  hangup analyze --input /var/log/ejabberd --output tables",
            "  hangup analyze --input /var/log/ejabberd --output tables       again, e.g. each night: only the days that have changed",
            "  hangup analyze --input logs --output tables --from 2024-03-01 --to 2024-03-01   one day",
            "  hangup analyze --input 'archive/*/ejabberd.log*' --output tables --zone Europe/Berlin \\",
            "      --node-pattern 'archive/(?<node>[^/]+)/'",
            "",
            "Exit status: 0 done; 1 failed, nothing published; 2 wrong arguments; 3 done, but a log could not be read",
            "to its end, something was rejected, or a day was left as it was: the last lines say what, and where to look."
        })
final class AnalyzeCommand implements Callable<Integer> {
    /** How often a run is tried whose input changes under it. */
    private static final int ATTEMPTS = 3;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Logs: files, folders (searched deep) or globs on any Hadoop file system; plain, gzip, bzip2,"
                    + " xz or zstd. What a file is, its content says, not its name.")
    private List<String> inputs;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder of the tables: Parquet, in partitions date=YYYY-MM-DD. On a local disk or HDFS.")
    private String output;

    @Option(
            names = "--output-catalog",
            paramLabel = "CATALOG.NAMESPACE",
            description =
                    "In the place of --output: a catalog of Spark, such as Apache Iceberg's, and a namespace in it"
                            + " for the tables, on any store. Each run commits once to each table.")
    private String catalog;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "With --output-catalog: folder on a local disk or HDFS for all that is not a table; the same in"
                            + " each run.")
    private String work;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = Converters.Date.class,
            description =
                    "First day to build, in --zone. Default: the first day of which the input holds something new.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = Converters.Date.class,
            description = "Last day to build, inclusive. Default: the last day of which the input holds something new.")
    private LocalDate to;

    @Option(
            names = "--force",
            description =
                    "Build also days that have not changed, and replace those of which the input now holds fewer records"
                            + " than it held then.")
    private boolean force;

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            description = "Drops the days of every table that are older than so many days before the newest one, at the"
                    + " end of the run. Default: all stay.")
    private Integer keep;

    @Option(
            names = "--dry-run",
            description = "Says which days it would build, why, and how many bytes it would read; changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            converter = Converters.Zone.class,
            description = "Zone of records that print no offset, and of the days and hours of the tables."
                    + " Default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            converter = Converters.Date.class,
            description = "Day of the first record of a log that prints no date and gives no other clue.")
    private LocalDate date;

    @Option(
            names = "--node-pattern",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "Takes the node's name from a file's path, by the group (?<node>...).")
    private Pattern nodePattern;

    @Option(
            names = "--messages",
            paramLabel = "FILE.tsv",
            description = "More rows for the message catalogue (your own modules). May be repeated.")
    private List<String> messages = List.of();

    @Option(
            names = "--causes",
            paramLabel = "FILE.tsv",
            description = "More rows for the reason table. May be repeated.")
    private List<String> causes = List.of();

    @Option(
            names = "--pseudonyms",
            paramLabel = "KEYFILE",
            description =
                    "Writes people's names and addresses as pseudonyms under the key in this file: 32 random bytes or"
                            + " more, or their hexadecimal digits ('openssl rand -hex 32'). The same key gives the same pseudonyms.")
    private String pseudonyms;

    @Option(
            names = "--summary-json",
            paramLabel = "FILE",
            description = "Writes the summary for machines: one JSON object. - writes it in the place of the text.")
    private String summaryJson;

    @Option(names = "--quiet", description = "No progress; the summary and what went wrong only.")
    private boolean quiet;

    @Option(names = "--split-size", paramLabel = "BYTES", hidden = true, defaultValue = "0")
    private long splitSize;

    @Override
    public Integer call() throws IOException {
        AnalyzeOptions options = AnalyzeOptions.of(inputs, folder())
                .withDays(from, to)
                .withForce(force)
                .withKeep(keep == null ? 0 : kept())
                .withZone(zone)
                .withDate(date)
                .withNodePattern(nodePattern)
                .withCatalogues(messages, causes)
                .withSplitSize(splitSize)
                .withPseudonyms(pseudonyms)
                .withCatalog(catalog);
        SparkConf conf = SparkSessions.settings();
        SparkSessions.quiet();
        Configuration hadoop = SparkSessions.hadoop(conf);
        ObjectStores.refuse(options, hadoop);
        if (catalog != null) {
            CatalogTables.check(catalog, conf);
        }
        Arguments.check("--input", options, hadoop);
        if (dryRun) {
            plan(options, conf).forEach(line -> System.out.println(Printable.line(line)));
            return Hangup.DONE;
        }
        AnalysisResult result = analyze(options, conf);
        if (summaryJson == null || !summaryJson.equals("-")) {
            Summary.of(result).forEach(line -> System.out.println(Printable.line(line)));
        }
        if (summaryJson != null) {
            SummaryJson.write(result, summaryJson);
        }
        return result.complete() ? Hangup.DONE : Hangup.INCOMPLETE;
    }

    private int kept() {
        if (keep < 1) {
            throw new UsageException("--keep " + keep + ": give the number of days to keep, 1 or more");
        }
        if (catalog != null) {
            throw new UsageException(
                    "--keep: of tables in a catalog, delete days with its own means (DELETE FROM ... WHERE date < ...)");
        }
        return keep;
    }

    private List<String> plan(AnalyzeOptions options, SparkConf conf) throws IOException {
        try (Progress progress = quiet ? Progress.none() : Progress.start();
                SparkSession spark = SparkSessions.start(conf)) {
            return Analysis.of(spark, options, progress::say).plan();
        }
    }

    /** The folder that the run works in. */
    private String folder() {
        if (catalog == null && work != null) {
            throw new UsageException("--work " + work + ": goes with --output-catalog CATALOG.NAMESPACE");
        }
        if ((catalog == null) == (output == null)) {
            throw new UsageException(
                    (output == null ? "no --output: " : "--output " + output + " and --output-catalog: ")
                            + "give either --output DIR, or --output-catalog CATALOG.NAMESPACE --work DIR;"
                            + " 'hangup analyze --help' tells more");
        }
        if (catalog != null && work == null) {
            throw new UsageException(
                    "--output-catalog " + catalog + ": give --work DIR, too, a folder on a local disk or HDFS");
        }
        return catalog == null ? output : work;
    }

    private AnalysisResult analyze(AnalyzeOptions options, SparkConf conf) throws IOException {
        try (Progress progress = quiet ? Progress.none() : Progress.start()) {
            progress.say("starting Spark");
            readCatalogue();
            try (SparkSession spark = SparkSessions.start(conf)) {
                spark.sparkContext().addSparkListener(progress);
                return analyze(spark, options, progress);
            }
        }
    }

    /** A rotation under the run is seen in its end; then it begins again. */
    private static AnalysisResult analyze(SparkSession spark, AnalyzeOptions options, Progress progress)
            throws IOException {
        for (int again = 1; ; again++) {
            try {
                return Analysis.of(spark, options, progress::say).run();
            } catch (InputChangedException e) {
                if (again == ATTEMPTS) {
                    throw e;
                }
                progress.say(e.getMessage() + ": beginning again");
            }
        }
    }

    /** While Spark starts on one core, another one reads what the first tasks would wait for. */
    private static void readCatalogue() {
        var reading = new Thread(MessageCatalogue::builtIn, "catalogue");
        reading.setDaemon(true);
        reading.start();
    }
}
