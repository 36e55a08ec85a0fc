package org.hangup.jobs;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.hangup.archive.NoSuchInputException;
import org.hangup.jobs.archive.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hangup inspect}. */
@Command(
        name = "inspect",
        description = "Says what logs are before anyone trusts a number: layout, version, first and last record, the"
                + " share of the records that is understood, and the commonest messages that are not.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Example:",
            "  hangup inspect /var/log/ejabberd",
            "",
            "Exit status: 0 done; 1 failed; 2 wrong arguments."
        })
final class InspectCommand implements Callable<Integer> {
    /** Nothing is written; the options of an analysis want a name. */
    private static final String NO_OUTPUT = "/nowhere/at/all";

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders or globs, as for analyze --input.")
    private List<String> paths;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            converter = Converters.Zone.class,
            description = "Zone of records that print no offset. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            converter = Converters.Date.class,
            description = "Day of the first record of a log that prints no date and gives no other clue.")
    private LocalDate date;

    @Option(
            names = "--messages",
            paramLabel = "FILE.tsv",
            description = "More rows for the message catalogue (your own modules). May be repeated.")
    private List<String> messages = List.of();

    @Override
    public Integer call() throws IOException {
        AnalyzeOptions options = AnalyzeOptions.of(paths, NO_OUTPUT)
                .withZone(zone)
                .withDate(date)
                .withCatalogues(messages, List.of());
        SparkConf conf = SparkSessions.settings();
        SparkSessions.quiet();
        Arguments.check("PATH", options, SparkSessions.hadoop(conf));
        System.out.print(Printable.lines(report(options, conf)));
        return Hangup.DONE;
    }

    private static String report(AnalyzeOptions options, SparkConf conf) throws IOException {
        try (Progress progress = Progress.start()) {
            progress.say("starting Spark");
            try (SparkSession spark = SparkSessions.start(conf)) {
                spark.sparkContext().addSparkListener(progress);
                progress.say("reading the logs");
                return Inspection.report(spark, options);
            } catch (NoSuchInputException e) {
                throw new UsageException(e.getMessage());
            }
        }
    }
}
