package org.hangup.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The modes of what Hangup writes: folders 0750 and files 0640 at most, and less where the umask of the process, or the one
 * that Hadoop is configured with, says so. Hadoop knows nothing of the process's: by default it makes files that all can read.
 */
final class FileModes {
    /** Hadoop's own umask, and the setting for it in a Spark configuration. */
    static final String UMASK = "fs.permissions.umask-mode";

    static final String SPARK_UMASK = "spark.hadoop." + UMASK;

    /** Nothing for others, no writing for the group. */
    private static final int PRIVATE = 0027;

    private FileModes() {}

    /** The umask for files on any Hadoop file system, as octal digits. */
    static String umask(Configuration conf) {
        return octal(PRIVATE | FsPermission.getUMask(conf).toShort() | ofProcess());
    }

    static String octal(int umask) {
        return String.format(Locale.ROOT, "%03o", umask);
    }

    /** The umask of this process: what a new folder lacks. 0 where files have no such modes. */
    private static int ofProcess() {
        try {
            Path around = Files.createTempDirectory("hangup-umask");
            try {
                return ofNewFolder(around.resolve("new"));
            } finally {
                Files.delete(around);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files", e);
        }
    }

    private static int ofNewFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        try {
            return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? lacking(Files.getPosixFilePermissions(folder))
                    : 0;
        } finally {
            Files.delete(folder);
        }
    }

    private static int lacking(Set<PosixFilePermission> permissions) {
        int umask = 0;
        // from the owner's reading down to the others' execution, as the bits of a mode are
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            umask = umask << 1 | (permissions.contains(permission) ? 0 : 1);
        }
        return umask;
    }
}
