package org.hangup.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the files of the inputs: files, folders (searched deep) and globs on any Hadoop file system.
 *
 * <p>Every file is looked at, whatever its name: also those whose names begin with {@code _} or {@code .}, which Spark's
 * own sources pass over, since an archive is not made by Spark and what a file is, its content says. Only the output
 * folder is left out, should it lie below an input. A file that several inputs name counts once. A folder that cannot
 * be listed is reported in the place of its files, and the rest goes on.
 */
public final class Listing {
    /** What is deeper is given up: links of other file systems may lead in a circle. */
    private static final int DEEPEST = 64;

    private final Configuration conf;
    private final Path output;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, FoundFile> byPath = new LinkedHashMap<>();
    private final Map<String, Path> baseOf = new HashMap<>();

    private Listing(Configuration conf, Path output) {
        this.conf = conf;
        this.output = output;
    }

    /**
     * All files of the inputs in the order of their names.
     *
     * @param output folder to leave out, null for none
     * @throws NoSuchInputException if an input is not there
     * @throws IOException if the file system of an input does not answer
     */
    public static List<FoundFile> of(List<String> inputs, String output, Configuration conf) throws IOException {
        var listing = new Listing(conf, output == null ? null : qualified(conf, new Path(output)));
        for (String input : inputs) {
            listing.add(input);
        }
        return listing.named();
    }

    private static Path qualified(Configuration conf, Path path) throws IOException {
        return path.getFileSystem(conf).makeQualified(path);
    }

    private void add(String input) throws IOException {
        InputPath path = InputPath.of(input, conf);
        if (path.matches().isEmpty()) {
            throw new NoSuchInputException(
                    input, InputPath.isGlob(input) ? "nothing matches this glob" : "no such file or folder");
        }
        for (FileStatus match : path.matches()) {
            walk(path.fileSystem(), match, path.base(), 0);
        }
    }

    private void walk(FileSystem fs, FileStatus status, Path base, int depth) {
        Path path = status.getPath();
        if (path.equals(output) || !seen.add(real(path))) {
            return;
        }
        if (!status.isDirectory()) {
            put(
                    new FoundFile(
                            path.toString(),
                            below(base, path),
                            status.getLen(),
                            status.getModificationTime(),
                            LogFiles.isSpecial(path) ? FoundFile.SPECIAL : null),
                    base);
            return;
        }
        FileStatus[] children;
        try {
            if (depth > DEEPEST) {
                throw new IOException("folders nest too deep");
            }
            children = fs.listStatus(path);
        } catch (IOException e) {
            put(
                    new FoundFile(
                            path.toString(), below(base, path), 0, 0, "folder cannot be listed: " + e.getMessage()),
                    base);
            return;
        }
        for (FileStatus child : children) {
            walk(fs, child, base, depth + 1);
        }
        for (OddNames.Odd odd : OddNames.in(path)) {
            String name = path.equals(base) ? odd.name() : below(base, path) + "/" + odd.name();
            put(
                    new FoundFile(
                            odd.path(), name, odd.length(), odd.modified(), odd.special() ? FoundFile.SPECIAL : null),
                    base);
        }
    }

    private void put(FoundFile file, Path base) {
        byPath.put(file.path(), file);
        baseOf.put(file.path(), base);
    }

    /** The path without links, where the file system is the machine's own: links may lead in a circle, or to another input. */
    private static String real(Path path) {
        if ("file".equals(path.toUri().getScheme())) {
            try {
                return java.nio.file.Path.of(path.toUri()).toRealPath().toString();
            } catch (IOException | RuntimeException e) {
                return path.toString();
            }
        }
        return path.toString();
    }

    /** Names are made unique: where two inputs would give the same log, the ends of their paths are put in front. */
    private List<FoundFile> named() {
        Map<String, Set<Path>> basesOfLog = new HashMap<>();
        for (FoundFile file : byPath.values()) {
            basesOfLog
                    .computeIfAbsent(LogName.of(file.name()), name -> new LinkedHashSet<>())
                    .add(baseOf.get(file.path()));
        }
        Set<Path> clashing = new LinkedHashSet<>();
        basesOfLog.values().stream().filter(bases -> bases.size() > 1).forEach(clashing::addAll);
        Map<Path, String> prefixes = prefixes(clashing);
        List<FoundFile> files = new ArrayList<>();
        for (FoundFile file : byPath.values()) {
            String prefix = prefixes.get(baseOf.get(file.path()));
            files.add(prefix == null ? file : file.withName(prefix + "/" + file.name()));
        }
        files.sort(Comparator.comparing(FoundFile::name).thenComparing(FoundFile::path));
        return files;
    }

    /** For each folder the shortest end of its path that no other of them has. */
    static Map<Path, String> prefixes(Set<Path> bases) {
        Map<Path, String> ends = new HashMap<>();
        for (int parts = 1; ends.size() < bases.size(); parts++) {
            Map<String, List<Path>> byEnd = new HashMap<>();
            for (Path base : bases) {
                byEnd.computeIfAbsent(end(base, parts), e -> new ArrayList<>()).add(base);
            }
            for (var same : byEnd.entrySet()) {
                if (same.getValue().size() == 1) {
                    ends.putIfAbsent(same.getValue().get(0), same.getKey());
                }
            }
            if (parts > 255) {
                bases.forEach(base -> ends.putIfAbsent(base, base.toString()));
            }
        }
        return ends;
    }

    private static String end(Path path, int parts) {
        String[] names = path.toUri().getPath().split("/", -1);
        var end = new StringBuilder();
        for (int i = Math.max(1, names.length - parts); i < names.length; i++) {
            end.append(end.isEmpty() ? "" : "/").append(names[i]);
        }
        if (parts >= names.length) {
            end.insert(0, path.toUri().getScheme() + ":/");
        }
        return end.toString();
    }

    private static String below(Path base, Path path) {
        String from = base.toUri().getPath();
        String name = path.toUri().getPath();
        if (name.equals(from)) {
            return path.getName();
        }
        return name.substring(from.endsWith("/") ? from.length() : from.length() + 1);
    }
}
