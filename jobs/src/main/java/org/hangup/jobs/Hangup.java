package org.hangup.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.hangup.jobs.publish.OutputLockedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit status: 0 done; 1 failed, nothing published; 2 wrong arguments; 3 done, but something could
 * not be read, or a day was left as it was.
 */
@Command(
        name = "hangup",
        description = "Why do XMPP users get disconnected? Reads archived ejabberd logs and writes tables of"
                + " connections, sessions and disconnects.",
        subcommands = {
            AnalyzeCommand.class,
            InspectCommand.class,
            ExplainCommand.class,
            ForgetCommand.class,
            ScrubCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nTo begin with:%n",
        footer = {
            "  hangup inspect /var/log/ejabberd        says what the logs are, and what is understood of them",
            "  hangup analyze --input /var/log/ejabberd --output tables",
            "  hangup explain --user romeo@example.net --output tables",
            "  hangup analyze --help                   tells of days, zones, nodes and more"
        })
public final class Hangup {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 2;
    static final int INCOMPLETE = 3;

    /** Runs a command and ends the JVM with its exit status; a driver on a cluster returns if it is done. */
    public static void main(String[] args) {
        // Spark makes capitals of its own words as the locale has them, and in Turkish ones does not know them again.
        Locale.setDefault(Locale.ROOT);
        int status = run(args);
        System.out.flush();
        System.err.flush();
        if (ExitStatus.mustExit(status, new SparkConf())) {
            System.exit(status);
        }
    }

    /** Runs a command; the exit status. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new Hangup())
                .setParameterExceptionHandler((e, given) -> wrongArguments(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
                .setUsageHelpWidth(100);
        return args.length == 0 ? noCommand(line) : line.execute(args);
    }

    private static int noCommand(CommandLine line) {
        line.usage(System.err);
        return WRONG_ARGUMENTS;
    }

    private static int wrongArguments(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e.getMessage().lines().findFirst().orElse("");
        boolean noCommand = e.getCommandLine().getParent() == null;
        say(message
                + (noCommand
                        ? "; the commands are analyze, inspect, explain, report, forget and scrub"
                        : "; '" + command + " --help' tells more"));
        return WRONG_ARGUMENTS;
    }

    private static int failed(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UsageException) {
                say(cause.getMessage());
                return WRONG_ARGUMENTS;
            }
        }
        if (e instanceof AnalysisException || e instanceof OutputLockedException) {
            say("failed, nothing was published: " + e.getMessage());
        } else if (e instanceof IOException || e instanceof UncheckedIOException) {
            say("failed: " + e.getMessage());
        } else {
            say("failed, nothing was published: " + root(e));
            if (!(e instanceof SparkException)) {
                var trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                System.err.print(Printable.lines(trace.toString()));
            }
        }
        return FAILED;
    }

    /** On the error stream: an exception's words may hold the name of a file. */
    private static void say(String words) {
        System.err.println("hangup: " + Printable.line(words));
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }

    /** Tells the versions that matter for a bug report. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "hangup " + Version.text(),
                "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", Java "
                        + System.getProperty("java.version")
            };
        }
    }
}
