package org.hangup.jobs.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on a Hadoop file system; every name is a path below it. On local disks it goes round Hadoop's checksum
 * files: a kill between a file and its checksum would make a good file unreadable.
 */
public final class Folder {
    private final FileSystem fs;
    private final Path root;

    private Folder(FileSystem fs, Path root) {
        this.fs = fs;
        this.root = root;
    }

    public static Folder at(String path, Configuration conf) throws IOException {
        Path given = new Path(path);
        FileSystem fs = given.getFileSystem(conf);
        Path root = fs.makeQualified(given);
        return new Folder(fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs, root);
    }

    public boolean local() {
        return root.toUri().getScheme().equals("file");
    }

    public Path path(String name) {
        return name.isEmpty() ? root : new Path(root, name);
    }

    public Folder below(String name) {
        return new Folder(fs, path(name));
    }

    public boolean exists(String name) throws IOException {
        return fs.exists(path(name));
    }

    public boolean isFolder(String name) throws IOException {
        try {
            return fs.getFileStatus(path(name)).isDirectory();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Names of what lies in a folder, sorted; empty if there is no such folder. */
    public List<String> names(String name) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus status : fs.listStatus(path(name))) {
                names.add(status.getPath().getName());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    public void makeFolder(String name) throws IOException {
        if (!fs.mkdirs(path(name))) {
            throw new IOException("cannot make the folder " + path(name));
        }
    }

    /** Writes a file whole or not at all: under another name first, then renamed. The name must be free. */
    public void write(String name, String text) throws IOException {
        String half = name + ".tmp";
        try (var out = fs.create(path(half), true)) {
            out.write(text.getBytes(UTF_8));
            out.hsync();
        }
        move(half, name);
    }

    /** Makes a file that must not exist yet; false if it does. */
    public boolean create(String name, String text) throws IOException {
        if (exists(name)) {
            return false;
        }
        try (var out = fs.create(path(name), false)) {
            out.write(text.getBytes(UTF_8));
            return true;
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Writes a file in the place of the one that is there; for a moment it is empty. */
    public void rewrite(String name, String text) throws IOException {
        try (var out = fs.create(path(name), true)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /** When a file was last written, in milliseconds of the clock of its file system. */
    public long modified(String name) throws IOException {
        return fs.getFileStatus(path(name)).getModificationTime();
    }

    /** What the clock of the file system says, in milliseconds; makes a file of this name to ask it, and deletes it. */
    public long now(String name) throws IOException {
        rewrite(name, "");
        try {
            return modified(name);
        } finally {
            delete(name);
        }
    }

    public String read(String name) throws IOException {
        try (var in = fs.open(path(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Renames a file or folder; the new name must be free, its parent is made. */
    public void move(String from, String to) throws IOException {
        Path target = path(to);
        if (!fs.exists(target.getParent())) {
            fs.mkdirs(target.getParent());
        }
        if (!fs.rename(path(from), target)) {
            throw new IOException("cannot move " + path(from) + " to " + target);
        }
    }

    /** Copies a file; the parent of the new name is made. */
    public void copy(String from, String to) throws IOException {
        fs.mkdirs(path(to).getParent());
        if (!FileUtil.copy(fs, path(from), fs, path(to), false, fs.getConf())) {
            throw new IOException("cannot copy " + path(from) + " to " + path(to));
        }
    }

    /** Deletes a file, or a folder with all that is in it; nothing happens if there is none. */
    public void delete(String name) throws IOException {
        fs.delete(path(name), true);
        if (exists(name)) {
            throw new IOException("cannot delete " + path(name));
        }
    }

    /** Deletes a folder if nothing is in it: another process may be putting something there. */
    public void deleteEmptyFolder(String name) {
        try {
            fs.delete(path(name), false);
        } catch (IOException e) {
            // It is not empty, or was deleted by another.
        }
    }

    @Override
    public String toString() {
        return local() ? root.toUri().getPath() : root.toString();
    }
}
