package org.hangup.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files below inputs: files, folders (searched deep) and globs on any of Hadoop's file systems. */
public final class Listing {
    private static final int DEEPEST = 64;

    private final Configuration conf;
    private final Map<String, Found> byPath = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Found> found = new ArrayList<>();

    private Listing(Configuration conf) {
        this.conf = conf;
    }

    /**
     * A file, whatever it holds.
     *
     * @param path fully qualified
     * @param name the path below its input, unique in the listing
     * @param length stored bytes
     * @param modified milliseconds since the epoch
     */
    public record Found(String path, String name, long length, long modified) {
        /** The folder's part of the name, "." if there is none. */
        public String folder() {
            int slash = name.lastIndexOf('/');
            return slash < 0 ? "." : name.substring(0, slash);
        }

        /** The last part of the name. */
        public String fileName() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }

    /**
     * All files below the inputs, each once, by input and name.
     *
     * @throws FileNotFoundException if an input matches nothing; its message names it
     */
    public static List<Found> of(List<String> inputs, Configuration conf) throws IOException {
        var listing = new Listing(conf);
        for (String input : inputs) {
            listing.add(input);
        }
        return listing.found;
    }

    /** Those files that repeat the records of an ejabberd.log beside them: error.log and crash.log, rotated ones too. */
    public static Set<Found> companions(List<Found> files) {
        var withLog = new HashSet<String>();
        for (Found f : files) {
            if (f.fileName().startsWith("ejabberd.log")) {
                withLog.add(parent(f));
            }
        }
        var companions = new HashSet<Found>();
        for (Found f : files) {
            String name = f.fileName();
            if ((name.startsWith("error.log") || name.startsWith("crash.log")) && withLog.contains(parent(f))) {
                companions.add(f);
            }
        }
        return companions;
    }

    private static String parent(Found f) {
        return f.path().substring(0, f.path().lastIndexOf('/') + 1);
    }

    private void add(String input) throws IOException {
        InputPath path = InputPath.of(input, conf);
        if (path.matches().isEmpty()) {
            throw new FileNotFoundException("no such file or folder: " + input);
        }
        for (FileStatus match : path.matches()) {
            walk(path.fileSystem(), match, path.base(), 0);
        }
    }

    private void walk(FileSystem fs, FileStatus status, Path base, int depth) throws IOException {
        if (status.isDirectory()) {
            if (depth > DEEPEST) {
                throw new IOException("folders nest too deep: " + status.getPath());
            }
            for (FileStatus child : sorted(fs.listStatus(status.getPath()))) {
                walk(fs, child, base, depth + 1);
            }
            for (OddNames.Odd odd : OddNames.in(status.getPath())) {
                if (!odd.special()) {
                    add(odd, below(status.getPath(), base));
                }
            }
            return;
        }
        String path = status.getPath().toString();
        if (byPath.containsKey(path) || LogFiles.isSpecial(status.getPath())) {
            return;
        }
        var file = new Found(path, uniqueName(status.getPath(), base), status.getLen(), status.getModificationTime());
        byPath.put(path, file);
        found.add(file);
    }

    private void add(OddNames.Odd odd, String folder) {
        String name = folder.isEmpty() ? odd.name() : folder + "/" + odd.name();
        var file = new Found(odd.path(), name, odd.length(), odd.modified());
        if (byPath.putIfAbsent(odd.path(), file) == null && names.add(name)) {
            found.add(file);
        }
    }

    private static String below(Path file, Path base) {
        String whole = file.toUri().getPath();
        String above = base.toUri().getPath();
        String name = whole.startsWith(above) ? whole.substring(above.length()) : whole;
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private String uniqueName(Path file, Path base) {
        String whole = file.toUri().getPath();
        String name = below(file, base);
        if (names.add(name)) {
            return name;
        }
        String withBase = base.getName() + "/" + name;
        if (names.add(withBase)) {
            return withBase;
        }
        String full = whole.substring(1);
        names.add(full);
        return full;
    }

    private static FileStatus[] sorted(FileStatus[] files) {
        FileStatus[] copy = files.clone();
        Arrays.sort(copy, Comparator.comparing((FileStatus f) -> f.getPath().getName()));
        return copy;
    }
}
