package org.hangup.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;
import org.hangup.log.ReadFailedException;

/** A file of Hadoop's as a channel to read from. */
final class HadoopChannel implements SeekableByteChannel {
    private static final int BUFFER = 1 << 16;

    private final FSDataInputStream in;
    private final long length;
    private boolean open = true;

    HadoopChannel(FSDataInputStream in, long length) {
        this.in = in;
        this.length = length;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        byte[] bytes = new byte[Math.min(BUFFER, to.remaining())];
        try {
            int n = in.read(bytes, 0, bytes.length);
            if (n > 0) {
                to.put(bytes, 0, n);
            }
            return n;
        } catch (IOException e) {
            throw new ReadFailedException(e);
        }
    }

    @Override
    public long position() throws IOException {
        return in.getPos();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        in.seek(Math.min(position, length));
        return this;
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        in.close();
    }
}
