package org.hangup.jobs.publish;

import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.hangup.jobs.AnalyzeOptions;
import org.hangup.jobs.UsageException;

/**
 * Stores on which days cannot be published by renaming folders. There a rename is a copy of each object and a delete, one after
 * the other: a kill, or a reader, finds a day half here and half there, and a file that "must not exist yet" is made by two at
 * once, so that no lock holds.
 *
 * <p>They are told by the scheme of the path, before anything is asked of the store: Amazon's S3 and what speaks its protocol
 * (s3, s3n, s3a; Hadoop's "Introducing the Hadoop S3A client", section "Object stores are not filesystems"), Google (gs), Azure
 * (wasb, and abfs, which renames in one step only on accounts with a hierarchical namespace, and a path does not tell), Alibaba
 * (oss), Tencent (cos, cosn), Huawei (obs) and OpenStack (swift).
 */
public final class ObjectStores {
    private static final Set<String> SCHEMES =
            Set.of("s3", "s3n", "s3a", "gs", "wasb", "wasbs", "abfs", "abfss", "oss", "cos", "cosn", "obs", "swift");

    private ObjectStores() {}

    /**
     * Refuses a folder of tables on an object store, and names the way that works; and a work folder there, which holds the lock
     * and the journal.
     *
     * @throws UsageException if the output of the options lies on an object store
     */
    public static void refuse(AnalyzeOptions options, Configuration conf) {
        String argument = options.catalog() == null ? "--output" : "--work";
        String scheme = scheme(argument, options.output(), conf);
        if (SCHEMES.contains(scheme)) {
            throw new UsageException(argument + " " + options.output() + ": no folder can be renamed in one step on "
                    + scheme + ", so a run that is killed there can lose a day; "
                    + (options.catalog() == null
                            ? "write to tables of a catalog instead: --output-catalog CATALOG.NAMESPACE --work DIR,"
                                    + " where DIR is on HDFS or a local disk"
                            : "give a folder on HDFS or a local disk"));
        }
    }

    private static String scheme(String argument, String path, Configuration conf) {
        try {
            String scheme = new Path(path).toUri().getScheme();
            return (scheme == null ? FileSystem.getDefaultUri(conf).getScheme() : scheme).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(argument + " " + path + ": is no path: " + e.getMessage());
        }
    }
}
