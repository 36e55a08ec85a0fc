package org.hangup.jobs.publish;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.hangup.jobs.OtherLocalFiles;

/** Local files under another scheme, that stop working for good before the n-th change: what a kill looks like. */
public final class FlakyFileSystem extends OtherLocalFiles {
    static final String SCHEME = "flaky";
    /** Changes that are still done before all fails; for all instances, as the publication opens its own. */
    static final AtomicInteger CHANGES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    static Configuration configuration() {
        Configuration conf = new Configuration();
        conf.setClass("fs." + SCHEME + ".impl", FlakyFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        return conf;
    }

    public FlakyFileSystem() {
        super(SCHEME);
    }

    private static void change() throws IOException {
        if (CHANGES_LEFT.getAndDecrement() <= 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        change();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean deep) throws IOException {
        change();
        return super.delete(path, deep);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        change();
        return super.mkdirs(path);
    }

    @Override
    protected FSDataOutputStream created(Path path, Creation creation) throws IOException {
        change();
        return creation.create();
    }
}
