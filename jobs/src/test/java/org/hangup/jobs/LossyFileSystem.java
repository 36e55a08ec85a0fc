package org.hangup.jobs;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.MapStatus;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Local files under another scheme. As the first staged rows are written, what one task of each shuffle has put out is lost. Spark hears
 * of it when the next task asks for it. (Were its file deleted, Spark would give up the executor; here that is the driver.)
 */
public final class LossyFileSystem extends OtherLocalFiles {
    /** The logs that tasks opened behind that. */
    static final Set<String> READ_AGAIN = ConcurrentHashMap.newKeySet();

    private static boolean lost;

    public LossyFileSystem() {
        super("lossy");
    }

    @Override
    protected FSDataOutputStream created(Path path, Creation creation) throws IOException {
        if (path.toString().contains("/settled/")) {
            lose();
        }
        return creation.create();
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        if (isLost() && TaskContext.get() != null && path.getName().contains(".log")) {
            READ_AGAIN.add(path.toString());
        }
        return super.open(path, buffer);
    }

    private static synchronized boolean isLost() {
        return lost;
    }

    private static synchronized void lose() {
        if (!lost) {
            lost = true;
            var tracker = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
            CollectionConverters.asJava(tracker.shuffleStatuses()).forEach((shuffle, statuses) -> {
                MapStatus first = statuses.mapStatuses()[0];
                if (first != null) {
                    tracker.unregisterMapOutput((Integer) shuffle, 0, first.location());
                }
            });
        }
    }
}
