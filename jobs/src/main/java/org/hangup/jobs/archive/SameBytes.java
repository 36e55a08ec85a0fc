package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Compares the uncompressed bytes of files; reads no more than it must to find a difference. */
final class SameBytes {
    private static final int BLOCK = 1 << 16;

    private SameBytes() {}

    /**
     * Whether {@code n} bytes of one file from {@code at} are those of another from its start. An error of a stream
     * counts as a difference.
     */
    static boolean same(LogFile a, long at, LogFile b, long n, Configuration conf) {
        try (InputStream x = open(a, at, conf);
                InputStream y = open(b, 0, conf)) {
            byte[] left = new byte[BLOCK];
            byte[] right = new byte[BLOCK];
            for (long rest = n; rest > 0; ) {
                int want = (int) Math.min(BLOCK, rest);
                if (x.readNBytes(left, 0, want) != want
                        || y.readNBytes(right, 0, want) != want
                        || !Arrays.equals(left, 0, want, right, 0, want)) {
                    return false;
                }
                rest -= want;
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static InputStream open(LogFile file, long at, Configuration conf) throws IOException {
        if (file.codec() == Codec.NONE) {
            return LogFiles.bytes(file, at, conf);
        }
        InputStream in = LogFiles.bytes(file, 0, conf);
        try {
            in.skipNBytes(at);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return in;
    }

    /**
     * Where in a file the text begins whose rest is the start of the other: looks at each record with the time and the
     * length of the other's first one.
     *
     * @param from where to begin looking in {@code a}: the start of a record
     * @param end behind the last finished record of {@code a}
     * @param ts time of the first record of {@code b}
     * @param length its length
     * @param finished behind the last finished record of {@code b}
     * @return the offset, or -1
     */
    static long overlapAt(
            LogFile a, long from, long end, LogFile b, long ts, long length, long finished, Configuration conf) {
        try (RecordReader records = LogFiles.open(a, a.codec() == Codec.NONE ? from : 0, Long.MAX_VALUE, conf)) {
            var r = new LogRecord();
            while (records.next(r)) {
                if (r.offset >= from && r.ts == ts && r.length == length) {
                    long n = Math.min(end - r.offset, finished);
                    if (n > 0 && same(a, r.offset, b, n, conf)) {
                        return r.offset;
                    }
                }
            }
            return -1;
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
