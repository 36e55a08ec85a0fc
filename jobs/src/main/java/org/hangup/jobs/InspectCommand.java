package org.hangup.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hangup inspect}. */
@Command(
        name = "inspect",
        description = "Says what logs are before anyone trusts a number: layout, version, first and last record, the"
                + " share of the records that is understood, and the commonest messages that are not.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class)
final class InspectCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders or globs, as for analyze --input.")
    private List<String> paths = List.of();

    @Override
    public Integer call() {
        paths.forEach(System.out::println);
        return Hangup.DONE;
    }
}
