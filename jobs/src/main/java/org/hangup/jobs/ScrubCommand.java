package org.hangup.jobs;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFiles;
import org.hangup.archive.Sniffer;
import org.hangup.jobs.people.Privacy;
import org.hangup.jobs.people.ScrubbedLog;
import org.hangup.people.PeopleKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hangup scrub}. */
@Command(
        name = "scrub",
        description =
                "Makes a log without people of a log, to be sent to others: users, resources and addresses become pseudonyms,"
                        + " and XML is cut.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n",
        footer = {
            "Messages that the catalogue does not know are searched for what looks like a name or an address, and for names that",
            "other messages tell. No program finds all: look the result over before it leaves your hands.",
            "",
            "Example:",
            "  hangup scrub /var/log/ejabberd/ejabberd.log --to for-the-list.log",
            "",
            "Exit status: 0 done; 1 failed; 2 wrong arguments."
        })
final class ScrubCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A log: plain, gzip, bzip2, xz or zstd.")
    private String file;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where it goes, as plain text; there must be no such file yet. Default: the output stream.")
    private String to;

    @Option(
            names = "--pseudonyms",
            paramLabel = "KEYFILE",
            description =
                    "The key of the pseudonyms, as for analyze. Default: one that is made for this run, and forgotten.")
    private String pseudonyms;

    @Override
    public Integer call() throws IOException {
        SparkSessions.quiet();
        Configuration conf = SparkSessions.hadoop(SparkSessions.settings());
        PeopleKey key = pseudonyms == null ? PeopleKey.random() : Privacy.key(pseudonyms, conf);
        check(conf);
        ScrubbedLog log = new ScrubbedLog(() -> open(conf), key);
        if (to == null) {
            PrintStream out = System.out;
            log.write(out);
            return Hangup.DONE;
        }
        try (OutputStream out = Files.newOutputStream(java.nio.file.Path.of(to), StandardOpenOption.CREATE_NEW)) {
            log.write(out);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--to " + to + ": is there already; give the name of a new file");
        }
        return Hangup.DONE;
    }

    private void check(Configuration conf) throws IOException {
        try {
            Sniffer.Sniffed sniffed = Sniffer.sniff(file, ZoneOffset.UTC, conf);
            if (sniffed.kind() != Sniffer.Kind.LOG) {
                throw new UsageException("FILE " + file + ": is no log of ejabberd"
                        + (sniffed.note() == null ? "" : ": " + sniffed.note()));
            }
        } catch (FileNotFoundException e) {
            throw new UsageException("FILE " + file + ": there is no such file");
        }
    }

    private InputStream open(Configuration conf) throws IOException {
        Path path = new Path(file);
        FileSystem fs = LogFiles.fileSystem(path, conf);
        InputStream raw = fs.open(path);
        byte[] head = raw.readNBytes(Codec.HEAD);
        return Codec.of(head, head.length).open(new SequenceInputStream(new ByteArrayInputStream(head), raw));
    }
}
