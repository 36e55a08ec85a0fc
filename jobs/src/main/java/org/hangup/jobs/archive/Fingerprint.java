package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFiles;

/**
 * What tells that a file holds the bytes that it once held: how many, the first and the last of them. A log's first
 * record has a time of its own and its last ones another, so that two files of one fingerprint are one.
 *
 * @param length stored bytes
 * @param head hash of the first {@link #EDGE} of them, or of all if they are fewer
 * @param tail hash of the last ones
 */
record Fingerprint(long length, String head, String tail) implements Serializable {
    /** Bytes of a file that are hashed at each of its ends. */
    static final int EDGE = 4096;

    private static final int HASH_BYTES = 16;
    private static final int GZIP_TRAILER = 4;

    /** Of the first {@code length} bytes of a file; null if it has no more so many. */
    static Fingerprint of(String path, long length, Configuration conf) throws IOException {
        Path file = new Path(path);
        try (FSDataInputStream in = LogFiles.fileSystem(file, conf).open(file)) {
            String head = head(in, length);
            String tail = head == null ? null : tail(in, length);
            return tail == null ? null : new Fingerprint(length, head, tail);
        }
    }

    /** Hash of the first of {@code length} bytes; null if there are no more so many. */
    static String head(InputStream in, long length) throws IOException {
        return hash(in, (int) Math.min(EDGE, length));
    }

    /** Hash of the last of the first {@code length} bytes of a file; null if it has no more so many. */
    static String tail(FSDataInputStream in, long length) throws IOException {
        int n = (int) Math.min(EDGE, length);
        try {
            in.seek(length - n);
        } catch (java.io.EOFException e) {
            return null;
        }
        return hash(in, n);
    }

    /** Hash of the first of {@code length} bytes that a packed file unpacks to; null if it has no so many. */
    static String unpackedHead(String path, Codec codec, long length, Configuration conf) throws IOException {
        Path file = new Path(path);
        try (InputStream raw = LogFiles.fileSystem(file, conf).open(file);
                InputStream in = codec.open(raw)) {
            return head(in, length);
        }
    }

    /** What a gzip file of one member says of the number of bytes that it unpacks to: the last 32 bits of it. */
    static int gzipLength(FSDataInputStream in, long length) throws IOException {
        in.seek(Math.max(0, length - GZIP_TRAILER));
        byte[] trailer = in.readNBytes(GZIP_TRAILER);
        return trailer.length < GZIP_TRAILER
                ? -1
                : ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static String hash(InputStream in, int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        return bytes.length < n ? null : hash(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
