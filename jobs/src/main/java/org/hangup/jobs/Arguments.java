package org.hangup.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Arguments that are paths: whether what they name is there. */
final class Arguments {
    private Arguments() {}

    /** @throws UsageException if an input or a catalogue is not there */
    static void check(AnalyzeOptions options, Configuration conf) throws IOException {
        for (String input : options.inputs()) {
            checkInput("--input", input, conf);
        }
        texts("--messages", options.messages(), conf);
        texts("--causes", options.causes(), conf);
    }

    /** Checks that a file, a folder, or something that matches a glob is there. */
    static void checkInput(String argument, String input, Configuration conf) throws IOException {
        try {
            Path path = new Path(input);
            FileStatus[] found = path.getFileSystem(conf).globStatus(path);
            if (found == null || found.length == 0) {
                throw new UsageException(argument + " " + input
                        + ": there is no such file or folder; give a file, a folder or a glob of logs");
            }
        } catch (UnsupportedFileSystemException e) {
            throw new UsageException(argument + " " + input + ": no file system is known for it: " + e.getMessage());
        }
    }

    /** The contents of files, in order. */
    static List<String> texts(String argument, List<String> files, Configuration conf) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String file : files) {
            Path path = new Path(file);
            try (var in = path.getFileSystem(conf).open(path)) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (FileNotFoundException e) {
                throw new UsageException(argument + " " + file + ": there is no such file; give a file of rows (TSV)");
            } catch (UnsupportedFileSystemException e) {
                throw new UsageException(argument + " " + file + ": no file system is known for it: " + e.getMessage());
            }
        }
        return texts;
    }
}
