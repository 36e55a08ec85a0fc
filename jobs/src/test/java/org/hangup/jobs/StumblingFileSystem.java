package org.hangup.jobs;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under another scheme, where each table's first file fails once it is written, as it is closed: its task is done, but for the commit. */
public final class StumblingFileSystem extends RawLocalFileSystem {
    /** The tables of which a task has failed. */
    static final Set<String> STUMBLES = ConcurrentHashMap.newKeySet();

    private static final Pattern PART = Pattern.compile("/([a-z_]+)/_temporary/.*\\.parquet$");

    @Override
    public URI getUri() {
        return URI.create("stumble:///");
    }

    @Override
    public String getScheme() {
        return "stumble";
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return stumbling(path, super.create(path, permission, overwrite, buffer, replication, block, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return stumbling(path, super.create(path, overwrite, buffer, replication, block, progress));
    }

    private static FSDataOutputStream stumbling(Path path, FSDataOutputStream out) throws IOException {
        Matcher part = PART.matcher(path.toString());
        return part.find() && STUMBLES.add(part.group(1)) ? new Stumbling(out) : out;
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
