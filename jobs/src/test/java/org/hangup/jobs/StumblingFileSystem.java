package org.hangup.jobs;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * Local files under another scheme. Each table's first file fails once it is written, as it is closed: its task is done, but for the
 * commit. A task that reads logs fails once in the middle of one.
 */
public final class StumblingFileSystem extends OtherLocalFiles {
    /** The tables of which a task has failed. */
    static final Set<String> STUMBLES = ConcurrentHashMap.newKeySet();
    /** The tasks that have failed while they read. */
    static final Set<String> READS = ConcurrentHashMap.newKeySet();
    /** Whether nobody gets over the middle of a log. */
    static volatile boolean always;

    private static final Pattern PART = Pattern.compile("/([a-z_]+)/_temporary/.*\\.parquet$");

    public StumblingFileSystem() {
        super("stumble");
    }

    @Override
    protected FSDataOutputStream created(Path path, Creation creation) throws IOException {
        Matcher part = PART.matcher(path.toString());
        boolean stumbles = part.find() && STUMBLES.add(part.group(1));
        return stumbles ? new Stumbling(creation.create()) : creation.create();
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        FSDataInputStream in = super.open(path, buffer);
        boolean log = path.getName().contains(".log") && TaskContext.get() != null;
        return log
                ? new FSDataInputStream(
                        new StumblingRead(in, getFileStatus(path).getLen() / 2))
                : in;
    }

    /** Gives the first half of a file, and then fails. */
    private static final class StumblingRead extends FSInputStream {
        private final FSDataInputStream in;
        private final long middle;

        StumblingRead(FSDataInputStream in, long middle) {
            this.in = in;
            this.middle = middle;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            long left = middle - in.getPos();
            TaskContext task = TaskContext.get();
            if (left == 0 && (always || READS.add(task.stageId() + "/" + task.partitionId()))) {
                throw new IOException("stumbled");
            }
            return in.read(b, off, left > 0 ? (int) Math.min(len, left) : len);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public boolean seekToNewSource(long position) throws IOException {
            return in.seekToNewSource(position);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Stumbling extends FSDataOutputStream {
        Stumbling(FSDataOutputStream out) throws IOException {
            super(out, null);
        }

        @Override
        public void close() throws IOException {
            super.close();
            throw new IOException("stumbled");
        }
    }
}
