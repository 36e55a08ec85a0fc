package org.hangup.jobs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.hangup.jobs.explain.Explanation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hangup explain}. */
@Command(
        name = "explain",
        description = "Tells the story of a user, an address or one connection from the tables: its sessions in order,"
                + " what ended each, who, how sure that is, when the user was back, and what comes again.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n",
        footer = {
            "It reads the tables that analyze wrote, not the logs, and starts no Spark: it takes seconds. With --input it also",
            "shows the lines of the log around each end; > marks the record that says it. A log that was rotated since is found",
            "under its new name, and a record that is not there any more is not guessed at.",
            "",
            "Examples:",
            "  hangup explain --user romeo@example.net --output tables",
            "  hangup explain --user romeo@example.net/phone --from 2024-03-01 --to 2024-03-02T12:00 --output tables \\",
            "      --input /var/log/ejabberd",
            "  hangup explain --ip 192.0.2.0/24 --output tables --last 20",
            "",
            "Exit status: 0 done, also if there is nothing to tell; 1 failed; 2 wrong arguments."
        })
final class ExplainCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private About about;

    /** Whom or what the story is about. */
    static final class About {
        @Option(
                names = "--user",
                required = true,
                paramLabel = "JID",
                description = "A user, user@server; with a /resource only that; without @server on any server.")
        private String user;

        @Option(
                names = "--ip",
                required = true,
                paramLabel = "ADDRESS",
                description = "An address, or a network such as 192.0.2.0/24.")
        private String ip;

        @Option(
                names = "--connection",
                required = true,
                paramLabel = "ID",
                description = "A connection_id or session_id of the tables: the session that it belongs to.")
        private String connection;
    }

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "A day (2024-03-01), or a time (2024-03-01T10:00, or with an offset): what ended before is left"
                            + " out. Times without an offset are in the zone of the tables.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The same for the end, inclusive; tables of later days are not read.")
    private String to;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the tables, as given to analyze; on any Hadoop file system.")
    private String output;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "PATH",
            description = "The logs, as given to analyze: shows their lines around each end; plain or packed.")
    private List<String> inputs = List.of();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many sessions to tell one by one, the newest; all are counted. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Override
    public Integer call() throws IOException {
        var question = new Explanation.Question(about.user, about.ip, about.connection, from, to, output, inputs, last);
        SparkSessions.quiet();
        List<String> lines = Explanation.of(question, SparkSessions.hadoop(SparkSessions.settings()));
        System.out.println(String.join("\n", lines));
        return Hangup.DONE;
    }
}
