package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The manual page says what the command line says, in the macros of man(7). */
class ManPageTest {
    @Command(
            name = "tool",
            description = "Does things. And more.",
            subcommands = {Work.class, Secret.class})
    static class Tool {}

    @Command(
            name = "work",
            description = "Works 100%% on it.",
            footer = {"Examples:", ".dots are no macros"})
    static class Work {
        @Option(
                names = "--time-limit",
                paramLabel = "S",
                defaultValue = "7",
                description = "In seconds. Default: ${DEFAULT-VALUE}.")
        int limit;

        @Option(names = "--quiet", description = "Says nothing; C:\\no.")
        boolean quiet;

        @Option(names = "--hidden", hidden = true, description = "For tests.")
        boolean hidden;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to read.")
        String[] files;
    }

    @Command(name = "secret", hidden = true)
    static class Secret {}

    @Test
    void aPageOfCommandsAndOptions() {
        assertThat(ManPage.of(new CommandLine(new Tool()), "1.2").lines().limit(27))
                .containsExactly(
                        ".TH TOOL 1 \"\" \"tool 1.2\" \"User Commands\"",
                        ".SH NAME",
                        "tool \\- Does things",
                        ".SH SYNOPSIS",
                        ".B tool work",
                        "[\\fIOPTION\\fR]...",
                        ".br",
                        ".SH DESCRIPTION",
                        "Does things. And more.",
                        ".SH COMMANDS",
                        ".SS tool work",
                        "Works 100% on it.",
                        ".TP",
                        "\\fIFILE\\fR...",
                        "What to read.",
                        ".TP",
                        "\\fB\\-\\-time\\-limit\\fR \\fIS\\fR",
                        "In seconds. Default: 7.",
                        ".TP",
                        "\\fB\\-\\-quiet\\fR",
                        "Says nothing; C:\\eno.",
                        ".PP",
                        ".nf",
                        "Examples:",
                        "\\&.dots are no macros",
                        ".fi",
                        ".SH EXIT STATUS");
    }

    @Test
    void everyCommandAndOptionOfHangupIsInItsPage() {
        var hangup = new CommandLine(new Hangup());
        String page = ManPage.of(hangup, "1.0.0");

        assertThat(hangup.getSubcommands()).isNotEmpty();
        hangup.getSubcommands().forEach((name, command) -> {
            assertThat(page).contains("\n.SS hangup " + name + "\n");
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(page)
                            .contains("\\fB" + option.longestName().replace("-", "\\-")));
        });
        assertThat(page).doesNotContain("${").doesNotContain("%n");
    }
}
