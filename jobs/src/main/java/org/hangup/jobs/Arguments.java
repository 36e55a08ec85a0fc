package org.hangup.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.hangup.archive.InputPath;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.ReasonTable;
import org.hangup.jobs.people.Privacy;

/** Arguments that are paths: whether what they name is there. */
final class Arguments {
    private Arguments() {}

    /**
     * @param argument how the command names its inputs
     * @throws UsageException if an input or a catalogue is not there, or a catalogue is not well made
     */
    static void check(String argument, AnalyzeOptions options, Configuration conf) throws IOException {
        for (String input : options.inputs()) {
            checkInput(argument, input, conf);
        }
        checkRows("--messages", options.messages(), conf, MessageCatalogue::with);
        checkRows("--causes", options.causes(), conf, ReasonTable::with);
        var unused = Privacy.key(options.pseudonyms(), conf);
    }

    /** Checks that a file, a folder, or something that matches a glob is there. */
    private static void checkInput(String argument, String input, Configuration conf) throws IOException {
        try {
            if (InputPath.of(input, conf).matches().isEmpty()) {
                throw noSuchInput(argument, input);
            }
        } catch (IllegalArgumentException e) {
            throw noSuchInput(argument, input);
        } catch (UnsupportedFileSystemException e) {
            throw new UsageException(argument + " " + input + ": no file system is known for it: " + e.getMessage());
        }
    }

    private static UsageException noSuchInput(String argument, String input) {
        return new UsageException(
                argument + " " + input + ": there is no such file or folder; give a file, a folder or a glob of logs");
    }

    /** Checks that files are there and hold rows, by reading them as they will be read. */
    private static void checkRows(
            String argument, List<String> files, Configuration conf, Function<List<String>, ?> reader)
            throws IOException {
        for (String file : files) {
            Path path = new Path(file);
            try (var in = path.getFileSystem(conf).open(path)) {
                var unused = reader.apply(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException e) {
                throw new UsageException(argument + " " + file + ": " + e.getMessage());
            } catch (FileNotFoundException e) {
                throw new UsageException(argument + " " + file + ": there is no such file; give a file of rows (TSV)");
            } catch (UnsupportedFileSystemException e) {
                throw new UsageException(argument + " " + file + ": no file system is known for it: " + e.getMessage());
            }
        }
    }
}
