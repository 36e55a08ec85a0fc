package org.hangup.jobs.publish;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import org.hangup.jobs.tables.Folder;

/**
 * What tells that a folder is an output of Hangup, and how it was made.
 *
 * @param zone of the days and hours of its tables
 */
public record OutputMark(ZoneId zone) {
    static final String FILE = "_hangup";

    /** The mark of an output; empty if the folder has none, so that it is no output, or nothing was published in it yet. */
    public static Optional<OutputMark> of(Folder output) throws IOException {
        if (!output.exists(FILE)) {
            return Optional.empty();
        }
        String zone = zone(output.read(FILE));
        return Optional.of(new OutputMark(ZoneId.of(zone.isEmpty() ? "UTC" : zone)));
    }

    /** The zone as the mark's text has it, empty if it has none. */
    static String zone(String text) {
        return text.lines()
                .filter(line -> line.startsWith("zone\t"))
                .map(line -> line.substring(5))
                .findFirst()
                .orElse("");
    }
}
