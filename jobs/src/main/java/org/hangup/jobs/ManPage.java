package org.hangup.jobs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page hangup(1), made from the command line's own model, so that both say the same. {@code bin/package}
 * calls it; the page goes to the standard output, in the macros of man(7).
 */
public final class ManPage {
    private static final String EXIT_STATUS =
            """
            .TP
            .B 0
            done
            .TP
            .B 1
            failed, nothing was published
            .TP
            .B 2
            wrong arguments; one line says which, and what would be right
            .TP
            .B 3
            done, but a log could not be read to its end, something was rejected, or a day was left as it was; the last lines
            say what, and where to look
            """;
    private static final String ENVIRONMENT =
            """
            .TP
            .B HANGUP_MEMORY
            memory of a local run; 2560m where it is not set
            .TP
            .B HANGUP_MASTER
            the Spark master; local[*,2] where it is not set
            .TP
            .B HANGUP_SPARK
            embedded: takes the Spark that came with Hangup, whatever is installed
            .TP
            .B HANGUP_JAVA_OPTIONS
            more options for the virtual machine
            .TP
            .B SPARK_HOME\\fR, \\fBJAVA_HOME
            the Spark (4.0 to 4.2) and the Java (17 or 21) to take; where they are not set, those on the PATH
            """;

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** Prints the page; arguments are not looked at. */
    public static void main(String[] args) {
        System.out.print(of(new CommandLine(new Hangup()), Version.text()));
    }

    /** The page of a command with its subcommands; hidden commands and options are left out. */
    static String of(CommandLine line, String version) {
        CommandSpec spec = line.getCommandSpec();
        var page = new ManPage();
        page.line(".TH " + spec.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"" + spec.name() + " " + version
                + "\" \"User Commands\"");
        page.line(".SH NAME");
        page.line(spec.name() + " \\- " + first(text(spec.usageMessage().description())));
        page.line(".SH SYNOPSIS");
        List<CommandSpec> commands = line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(c -> !c.usageMessage().hidden())
                .distinct()
                .toList();
        for (CommandSpec command : commands) {
            page.line(".B " + spec.name() + " " + command.name());
            page.line("[\\fIOPTION\\fR]...");
            page.line(".br");
        }
        page.line(".SH DESCRIPTION");
        page.line(text(spec.usageMessage().description()));
        page.line(".SH COMMANDS");
        commands.forEach(command -> page.command(spec.name(), command));
        page.page.append(".SH EXIT STATUS\n").append(EXIT_STATUS);
        page.page.append(".SH ENVIRONMENT\n").append(ENVIRONMENT);
        return page.page.toString();
    }

    private void command(String program, CommandSpec command) {
        line(".SS " + program + " " + command.name());
        line(text(command.usageMessage().description()));
        Stream.concat(command.positionalParameters().stream(), command.options().stream())
                .filter(argument -> !argument.hidden())
                .forEach(this::argument);
        if (command.usageMessage().footer().length > 0) {
            line(".PP");
            line(".nf");
            for (String footer : command.usageMessage().footer()) {
                line(text(footer));
            }
            line(".fi");
        }
    }

    private void argument(ArgSpec argument) {
        String names = argument instanceof OptionSpec option
                ? Stream.of(option.names())
                        .map(n -> "\\fB" + escape(n) + "\\fR")
                        .collect(Collectors.joining(", "))
                : "";
        String value = argument.arity().max() == 0 ? "" : "\\fI" + escape(argument.paramLabel()) + "\\fR";
        line(".TP");
        line((names + " " + value).strip() + (argument.arity().isVariable() ? "..." : ""));
        line(text(argument.description()));
    }

    /** Of a description's pieces, which are format strings. */
    private static String text(String... pieces) {
        return escape(Stream.of(pieces).map(String::formatted).collect(Collectors.joining(" ")));
    }

    /** Without the dot at its end, as "NAME" has it; its first sentence. */
    private static String first(String description) {
        return description.replaceFirst("(?s)[.?!](\\s.*)?$", "");
    }

    /** As roff prints it; a line that begins with a dot or a quote would be taken for a macro. */
    private static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^(?=[.'])", "\\\\&");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
