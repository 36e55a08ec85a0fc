package org.hangup.jobs;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Local files under another scheme; tells which were opened, and does something at the moment at which one is. */
public final class WatchedFileSystem extends OtherLocalFiles {
    static final String SCHEME = "watched";
    /** Names of the files that were opened. */
    static final Set<String> OPENED = ConcurrentHashMap.newKeySet();

    /** Something that happens before a file is opened. */
    interface Before {
        void open(Path file) throws IOException;
    }

    private static volatile Before before = file -> {};

    public WatchedFileSystem() {
        super(SCHEME);
    }

    static void before(Before event) {
        OPENED.clear();
        before = event;
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        OPENED.add(file.getName());
        before.open(file);
        return super.open(file, buffer);
    }
}
