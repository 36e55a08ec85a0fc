package org.hangup.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local disks for a Spark inside this JVM. Hadoop without its native library starts the program {@code chmod} for each file that
 * it makes, and again for the file of its checksum: for a thousand files these are most of the time. Here Java sets the mode,
 * and there are no checksum files; Parquet has checksums of its own.
 */
public final class LocalFiles extends RawLocalFileSystem {
    /** Table formats ask for it. */
    @Override
    public String getScheme() {
        return "file";
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            String mode = permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } else {
            super.setPermission(path, permission);
        }
    }
}
