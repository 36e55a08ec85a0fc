package org.hangup.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is packed. Its first bytes say so, not its name. */
public enum Codec {
    NONE,
    GZIP,
    BZIP2,
    XZ,
    ZSTD,
    /** Not packed itself, but within an archive: like a packed file it is read from its start to its end. */
    ARCHIVED;

    /** Bytes of a file that {@link #of} needs. */
    public static final int HEAD = 16;

    static final int BUFFER = 1 << 16;

    /** The codec of a file that begins with the first {@code n} bytes of {@code b}. */
    public static Codec of(byte[] b, int n) {
        if (n >= 3 && at(b, 0) == 0x1F && at(b, 1) == 0x8B && at(b, 2) == 8) {
            return GZIP;
        }
        if (n >= 10 && b[0] == 'B' && b[1] == 'Z' && b[2] == 'h' && b[3] >= '1' && b[3] <= '9' && bzip2Block(b)) {
            return BZIP2;
        }
        if (n >= 6 && at(b, 0) == 0xFD && b[1] == '7' && b[2] == 'z' && b[3] == 'X' && b[4] == 'Z' && b[5] == 0) {
            return XZ;
        }
        boolean skippable =
                n >= 4 && (at(b, 0) & 0xF0) == 0x50 && at(b, 1) == 0x2A && at(b, 2) == 0x4D && at(b, 3) == 0x18;
        boolean frame = n >= 4 && at(b, 0) == 0x28 && at(b, 1) == 0xB5 && at(b, 2) == 0x2F && at(b, 3) == 0xFD;
        return skippable || frame ? ZSTD : NONE;
    }

    /** A first block (pi) or the end of an empty file (square root of pi). */
    private static boolean bzip2Block(byte[] b) {
        return (at(b, 4) == 0x31 && at(b, 5) == 0x41 && at(b, 6) == 0x59)
                || (at(b, 4) == 0x17 && at(b, 5) == 0x72 && at(b, 6) == 0x45);
    }

    private static int at(byte[] b, int i) {
        return b[i] & 0xFF;
    }

    /** What unpacking an xz stream may take, in KiB: four times what {@code xz -9} asks for. A header may ask for 4 GiB; zstd's decoder stops at 128 MiB itself. */
    private static final int XZ_KIB = 256 << 10;

    /**
     * The unpacked bytes: of all gzip members, bzip2 and xz streams and zstd frames, one after the other. What comes
     * before a damage is delivered before the {@link IOException} that names it.
     */
    public InputStream open(InputStream raw) throws IOException {
        return switch (this) {
            case NONE, ARCHIVED -> raw;
            case GZIP -> new GzipStream(raw);
            case BZIP2 -> new Careful(new BZip2CompressorInputStream(new BufferedInputStream(raw, BUFFER), true), 1);
            case XZ -> new Careful(new XZInputStream(new BufferedInputStream(raw, BUFFER), XZ_KIB), BUFFER);
            case ZSTD -> new Careful(new ZstdInputStreamNoFinalizer(new BufferedInputStream(raw, BUFFER)), BUFFER);
        };
    }

    /** What {@code read()} is of a stream that reads blocks. */
    static int oneByte(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Turns what decoders throw on damaged bytes into IOExceptions, and delivers what came before it. A decoder that
     * forgets the bytes of the call in which it fails is asked for {@code step} bytes at a time.
     */
    static final class Careful extends FilterInputStream {
        private final int step;
        private IOException failure;

        Careful(InputStream in, int step) {
            super(in);
            this.step = step;
        }

        @Override
        public int read() throws IOException {
            return oneByte(this);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (failure != null) {
                throw failure;
            }
            int done = 0;
            try {
                while (done < len) {
                    int n = step == 1 ? readOne(b, off + done) : in.read(b, off + done, Math.min(step, len - done));
                    if (n <= 0) {
                        break;
                    }
                    done += n;
                }
            } catch (IOException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new IOException("damaged compressed data: " + e, e);
            }
            if (done == 0 && failure != null) {
                throw failure;
            }
            return done == 0 && len > 0 ? -1 : done;
        }

        private int readOne(byte[] b, int at) throws IOException {
            int c = in.read();
            if (c < 0) {
                return -1;
            }
            b[at] = (byte) c;
            return 1;
        }
    }
}
