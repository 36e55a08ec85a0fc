package org.hangup.jobs;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Local files under another scheme, where each table's first file fails once it is written, as it is closed: its task is done, but for the commit. */
public final class StumblingFileSystem extends OtherLocalFiles {
    /** The tables of which a task has failed. */
    static final Set<String> STUMBLES = ConcurrentHashMap.newKeySet();

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
