package org.hangup.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.hangup.log.Clock;
import org.hangup.log.RecordReader;

/** Opens files of an archive on any of Hadoop's file systems. */
public final class LogFiles {
    private LogFiles() {}

    /** The file system of a path; a local one without the check sums that Hadoop would keep beside files. */
    public static FileSystem fileSystem(Path path, Configuration conf) throws IOException {
        FileSystem fs = path.getFileSystem(conf);
        return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
    }

    /** Whether a path of the machine's own file system is a FIFO, a socket or a device: to open it may wait for ever. */
    public static boolean isSpecial(Path path) {
        if (!"file".equals(path.toUri().getScheme())) {
            return false;
        }
        try {
            return Files.readAttributes(java.nio.file.Path.of(path.toUri()), BasicFileAttributes.class)
                    .isOther();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The records of a whole file. */
    public static RecordReader open(LogFile file, Configuration conf) throws IOException {
        return open(file, 0, Long.MAX_VALUE, conf);
    }

    /**
     * The records of a file whose header begins in [from, to) of its uncompressed bytes. A compressed file has only the whole: from 0.
     *
     * @throws IOException if the file cannot be opened; what breaks later is the reader's {@code problem()}
     */
    public static RecordReader open(LogFile file, long from, long to, Configuration conf) throws IOException {
        InputStream in = bytes(file, Math.max(0, from - 1), conf);
        ZoneId zone = ZoneId.of(file.zone());
        Clock clock = file.secondPass() ? Clock.inSecondPass(zone, file.date()) : new Clock(zone, file.date());
        return new RecordReader(in, from, to, file.layout(), clock);
    }

    /** The uncompressed bytes of a file from a position on (0 if it is compressed). */
    public static InputStream bytes(LogFile file, long position, Configuration conf) throws IOException {
        if (position > 0 && file.codec() != Codec.NONE) {
            throw new IllegalArgumentException("a compressed file is read from its start: " + file.path());
        }
        InputStream raw = StoredFiles.open(file.path(), position, conf);
        try {
            return file.codec().open(raw);
        } catch (IOException e) {
            return new Broken(raw, e);
        } catch (RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** A file whose first compressed bytes are damaged already: it opens, and breaks at the first read. */
    private static final class Broken extends BufferedInputStream {
        private final IOException failure;

        Broken(InputStream raw, IOException failure) {
            super(raw);
            this.failure = failure;
        }

        @Override
        public synchronized int read(byte[] b, int off, int len) throws IOException {
            throw failure;
        }
    }
}
