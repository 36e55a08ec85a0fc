package org.hangup.jobs.people;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.hangup.jobs.OtherLocalFiles;

/** Local files under the scheme {@code keep}, of which nothing is lost: what is deleted goes to another folder. */
public final class KeepingFileSystem extends OtherLocalFiles {
    /** Where that is: a system property, as Spark makes the file system. */
    static final String KEPT = "hangup.test.kept";

    public KeepingFileSystem() {
        super("keep");
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        if (!Files.exists(file)) {
            return false;
        }
        if (Files.isDirectory(file) && !recursive) {
            return super.delete(path, false);
        }
        java.nio.file.Path kept = java.nio.file.Path.of(System.getProperty(KEPT));
        Files.move(file, kept.resolve(UUID.randomUUID() + "-" + file.getFileName()));
        return true;
    }
}
