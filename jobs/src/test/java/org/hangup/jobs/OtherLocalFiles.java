package org.hangup.jobs;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under another scheme, to which a test does something. */
public abstract class OtherLocalFiles extends RawLocalFileSystem {
    private final String scheme;

    protected OtherLocalFiles(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public final URI getUri() {
        return URI.create(scheme + ":///");
    }

    @Override
    public final String getScheme() {
        return scheme;
    }

    /** A file that is made. */
    protected interface Creation {
        FSDataOutputStream create() throws IOException;
    }

    /** Makes a file, or does not. */
    protected FSDataOutputStream created(Path path, Creation creation) throws IOException {
        return creation.create();
    }

    @Override
    public final FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return created(path, () -> super.create(path, permission, overwrite, buffer, replication, block, progress));
    }

    @Override
    public final FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return created(path, () -> super.create(path, overwrite, buffer, replication, block, progress));
    }
}
