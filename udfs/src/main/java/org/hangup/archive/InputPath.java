package org.hangup.archive;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What an input stands for: a file, a folder, or the matches of a glob, on any of Hadoop's file systems.
 *
 * @param fileSystem holds it
 * @param base the folder below which its files have their names: itself, a file's folder, or that above the first pattern
 * @param matches in order; empty if nothing is there
 */
public record InputPath(FileSystem fileSystem, Path base, List<FileStatus> matches) {
    /** Looks an input up. What is there by this very name counts before a glob. */
    public static InputPath of(String input, Configuration conf) throws IOException {
        Path path = path(input);
        FileSystem fileSystem = LogFiles.fileSystem(path, conf);
        FileStatus exact = statusOrNull(fileSystem, path);
        if (exact != null) {
            Path base = exact.isDirectory() ? exact.getPath() : exact.getPath().getParent();
            return new InputPath(fileSystem, base, List.of(exact));
        }
        FileStatus[] matches = fileSystem.globStatus(path);
        return new InputPath(
                fileSystem, aboveGlob(fileSystem.makeQualified(path)), matches == null ? List.of() : List.of(matches));
    }

    /** A file of the machine may have a name that is no URI ({@code a:b:c}). */
    private static Path path(String input) {
        try {
            return new Path(input);
        } catch (IllegalArgumentException e) {
            var file = new File(input);
            if (!file.exists()) {
                throw e;
            }
            return new Path(file.getAbsoluteFile().toURI());
        }
    }

    /** Whether a text holds what makes it a pattern. */
    public static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    private static FileStatus statusOrNull(FileSystem fileSystem, Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    private static Path aboveGlob(Path glob) {
        Path base = glob;
        for (Path p = glob; p != null; p = p.getParent()) {
            if (isGlob(p.getName())) {
                base = p.getParent();
            }
        }
        return base == null ? new Path("/") : base;
    }
}
