package org.hangup.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.hangup.log.ReadFailedException;

/**
 * Gzip (RFC 1952) of any number of members. Unlike java.util.zip's and commons-compress' streams it delivers all bytes
 * before a damage or an early end, and does not take {@code available()} for the end of the file. Zeros behind the last member are passed
 * over as gzip(1) does. Behind a damage, and behind other bytes between members, it goes on where a member begins again, in a new line; what was
 * passed over is told at the end.
 */
final class GzipStream extends InputStream {
    private static final int HCRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int pos;
    private int limit;
    private boolean inMember;
    private boolean anyMember;
    private boolean end;
    private IOException failure;
    /** The first damage behind which reading went on. */
    private IOException passedOver;

    private boolean newLine;

    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return Codec.oneByte(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        if (failure != null) {
            throw failure;
        }
        try {
            while (!end) {
                if (newLine) {
                    newLine = false;
                    b[off] = '\n';
                    return 1;
                }
                try {
                    if (!inMember && !header()) {
                        end = true;
                        break;
                    }
                    int n = inflate(b, off, len);
                    if (n > 0) {
                        return n;
                    }
                } catch (DataFormatException e) {
                    passOver(new IOException("damaged gzip data: " + e.getMessage(), e));
                }
            }
        } catch (IOException e) {
            failure = passedOver == null || e instanceof ReadFailedException ? e : passedOver;
            throw failure;
        }
        if (passedOver != null) {
            failure = passedOver;
            throw failure;
        }
        return -1;
    }

    /** Goes to where a member begins again, or to the end of the file. */
    private void passOver(IOException damage) throws IOException {
        passedOver = passedOver == null ? damage : passedOver;
        if (inMember) {
            pos = limit - inflater.getRemaining();
            inMember = false;
        }
        int before = -1;
        int last = -1;
        for (int c = next(); c >= 0; c = next()) {
            if (before == 0x1F && last == 0x8B && c == 8) {
                newLine = true;
                behindMagic();
                return;
            }
            before = last;
            last = c;
        }
        end = true;
    }

    private int inflate(byte[] b, int off, int len) throws IOException, DataFormatException {
        if (inflater.needsInput()) {
            if (pos == limit && !fill()) {
                throw new EOFException("truncated gzip file");
            }
            inflater.setInput(buffer, pos, limit - pos);
            pos = limit;
        }
        int n = inflater.inflate(b, off, len);
        crc.update(b, off, n);
        if (n == 0 && inflater.needsDictionary()) {
            throw new DataFormatException("a preset dictionary is asked for");
        }
        if (n == 0 && inflater.finished()) {
            pos = limit - inflater.getRemaining();
            trailer();
        }
        return n;
    }

    private void trailer() throws IOException {
        long sum = little(4);
        long size = little(4);
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            inMember = false;
            passOver(new IOException("damaged gzip data: check sum or size does not fit"));
            return;
        }
        inMember = false;
    }

    /** Reads a member's header; false if there is none any more. */
    private boolean header() throws IOException {
        int first = next();
        if (first == 0x1F && next() == 0x8B && next() == 8) {
            behindMagic();
            return true;
        }
        if (!anyMember) {
            throw new IOException("no gzip file");
        }
        while (first == 0) {
            first = next();
        }
        if (first >= 0) {
            pos = Math.max(0, pos - 1);
            passOver(new IOException("bytes that are no gzip data stand behind a gzip member"));
        }
        return inMember;
    }

    private void behindMagic() throws IOException {
        int flags = need();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip((int) little(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HCRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        anyMember = true;
    }

    private void skip(int n) throws IOException {
        for (int i = 0; i < n; i++) {
            need();
        }
    }

    private void skipText() throws IOException {
        while (need() != 0) {
            // up to and with the closing zero
        }
    }

    private long little(int bytes) throws IOException {
        long n = 0;
        for (int i = 0; i < bytes; i++) {
            n |= (long) need() << (8 * i);
        }
        return n;
    }

    private int need() throws IOException {
        int c = next();
        if (c < 0) {
            throw new EOFException("truncated gzip file");
        }
        return c;
    }

    private int next() throws IOException {
        return pos == limit && !fill() ? -1 : buffer[pos++] & 0xFF;
    }

    private boolean fill() throws IOException {
        pos = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
