package org.hangup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks where more comes out of it than it may hold. */
final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        return Codec.oneByte(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = in.read(b, off, len);
        count(n);
        return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long n = in.skip(bytes);
        count(n);
        return n;
    }

    private void count(long n) throws IOException {
        left -= Math.max(0, n);
        if (left < 0) {
            throw new IOException("more comes out of it than a log would hold: a bomb");
        }
    }
}
