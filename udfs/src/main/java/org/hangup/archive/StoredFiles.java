package org.hangup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.hangup.log.ReadFailedException;

/**
 * Opens what the path of a {@link LogFile} names. That is a file of one of Hadoop's file systems; or {@code bytes:} and the URI of a local file
 * whose name is not in UTF-8; or {@code member:} and a {@link Member} of an archive.
 */
public final class StoredFiles {
    static final String BYTES = "bytes:";

    private StoredFiles() {}

    /**
     * The stored bytes from a position on. Where one cannot be read, a {@link ReadFailedException} tells.
     *
     * @param position 0 for a member of an archive
     */
    public static InputStream open(String path, long position, Configuration conf) throws IOException {
        if (Member.isMember(path)) {
            return Member.of(path).open(conf);
        }
        if (path.startsWith(BYTES)) {
            FileChannel channel = local(path);
            return new Stored(Channels.newInputStream(channel.position(position)));
        }
        Path file = new Path(path);
        FSDataInputStream in = LogFiles.fileSystem(file, conf).open(file);
        try {
            in.seek(position);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
        return new Stored(in);
    }

    /** Tells that reading failed from all that a decoder may find wrong with what was read. */
    private static final class Stored extends FilterInputStream {
        Stored(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                throw new ReadFailedException(e);
            }
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            try {
                return in.read(b, off, len);
            } catch (IOException e) {
                throw new ReadFailedException(e);
            }
        }
    }

    /** The same for readers that go to and fro; no member of an archive. */
    static SeekableByteChannel channel(String path, Configuration conf) throws IOException {
        if (path.startsWith(BYTES)) {
            return local(path);
        }
        Path file = new Path(path);
        var fileSystem = LogFiles.fileSystem(file, conf);
        long length = fileSystem.getFileStatus(file).getLen();
        return new HadoopChannel(fileSystem.open(file), length);
    }

    private static FileChannel local(String path) throws IOException {
        URI uri = URI.create(path.substring(BYTES.length()));
        return FileChannel.open(java.nio.file.Path.of(uri), StandardOpenOption.READ);
    }

    /** Whether it is the path of a file on one of Hadoop's file systems. */
    public static boolean isWhole(String path) {
        return !Member.isMember(path) && !path.startsWith(BYTES);
    }

    /** A path as people write it, without scheme and host: what a pattern is held against. */
    public static String text(String path) {
        if (Member.isMember(path)) {
            Member member = Member.of(path);
            return text(member.archive()) + "/" + member.name();
        }
        if (path.startsWith(BYTES)) {
            return OddNames.text(URI.create(path.substring(BYTES.length())));
        }
        return new Path(path).toUri().getPath();
    }
}
