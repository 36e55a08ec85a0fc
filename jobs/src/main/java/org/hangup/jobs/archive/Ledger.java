package org.hangup.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;
import org.hangup.archive.LogFiles;
import org.hangup.archive.StoredFiles;

/**
 * The files that earlier runs read. A file of the same path, length and time is not opened. Another is looked at by a
 * few bytes at its ends: it may be a known one under another name or packed (rotation), or one that has grown. What is
 * not recognized is read; so a ledger that is lost costs time only.
 */
public final class Ledger implements Serializable {
    private static final long serialVersionUID = 1;

    /** Smaller files are read again unless they are what they were. */
    private static final int SMALLEST = 64;

    /** Nothing is known. */
    public static final Ledger NONE = new Ledger(List.of());

    private final List<KnownFile> files;

    Ledger(List<KnownFile> files) {
        this.files = List.copyOf(files);
    }

    List<KnownFile> files() {
        return files;
    }

    /**
     * A file of the input that is known.
     *
     * @param file what is known of it, with its name of today
     * @param grown whether there are more bytes behind those that are known
     */
    record Recognized(KnownFile file, boolean grown) {}

    /** For each file what is known of it; null where nothing is. */
    Recognized[] recognize(List<FoundFile> found, JavaSparkContext spark, Configuration conf) {
        Recognized[] recognized = new Recognized[found.size()];
        if (files.isEmpty()) {
            return recognized;
        }
        Map<String, KnownFile> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        List<Integer> unsure = new ArrayList<>();
        for (int i = 0; i < recognized.length; i++) {
            FoundFile file = found.get(i);
            KnownFile known = byPath.get(file.path());
            if (file.problem() != null || !StoredFiles.isWhole(file.path())) {
                continue;
            }
            if (known != null && known.print().length() == file.length() && known.modified() == file.modified()) {
                recognized[i] = new Recognized(known, false);
            } else if (file.length() >= SMALLEST) {
                unsure.add(i);
            }
        }
        if (!unsure.isEmpty()) {
            byContent(found, unsure, spark, conf, recognized);
        }
        return recognized;
    }

    private void byContent(
            List<FoundFile> found,
            List<Integer> unsure,
            JavaSparkContext spark,
            Configuration conf,
            Recognized[] recognized) {
        List<FoundFile> asked = unsure.stream().map(found::get).toList();
        var candidates = spark.broadcast(Candidates.of(files));
        var shared = new SerializableConfiguration(conf);
        List<Match> matches = spark.parallelize(asked, Math.min(asked.size(), spark.defaultParallelism() * 4))
                .map(file -> candidates.value().match(file, shared.value()))
                .collect();
        candidates.destroy();
        for (int k = 0; k < matches.size(); k++) {
            Match match = matches.get(k);
            if (match.file >= 0) {
                KnownFile known = files.get(match.file);
                FoundFile now = found.get(unsure.get(k));
                recognized[unsure.get(k)] = new Recognized(
                        match.packed == null ? known.at(now) : known.packed(now, match.packed), match.grown);
            }
        }
    }

    /**
     * @param file place in the ledger, -1 if none
     * @param packed print of the file if it was packed since; else null
     */
    private record Match(int file, boolean grown, Fingerprint packed) implements Serializable {
        static final Match NONE = new Match(-1, false, null);
    }

    /** The prints of the known files by the hash of their first bytes, the longest first. */
    private record Candidates(Map<String, List<Candidate>> byHead) implements Serializable {
        private record Candidate(int file, Fingerprint print, boolean whole) implements Serializable {}

        static Candidates of(List<KnownFile> files) {
            Map<String, List<Candidate>> byHead = new HashMap<>();
            for (int i = 0; i < files.size(); i++) {
                KnownFile file = files.get(i);
                if (file.print().length() >= SMALLEST && file.scanned() != null) {
                    byHead.computeIfAbsent(file.print().head(), head -> new ArrayList<>())
                            .add(new Candidate(i, file.print(), file.isPlain() && file.isFinished()));
                }
            }
            byHead.values()
                    .forEach(list -> list.sort(Comparator.comparingLong((Candidate c) -> c.print.length())
                            .reversed()));
            return new Candidates(byHead);
        }

        /** What cannot be looked at here, is told where it is read. */
        Match match(FoundFile file, Configuration conf) {
            Path path = new Path(file.path());
            try (FSDataInputStream in = LogFiles.fileSystem(path, conf).open(path)) {
                byte[] magic = in.readNBytes(Codec.HEAD);
                in.seek(0);
                Codec codec = Codec.of(magic, magic.length);
                Match same = stored(file, codec, in);
                return same.file < 0 && codec == Codec.GZIP ? packed(file, in, conf) : same;
            } catch (IOException | RuntimeException e) {
                return Match.NONE;
            }
        }

        private Match stored(FoundFile file, Codec codec, FSDataInputStream in) throws IOException {
            for (Candidate known : byHead.getOrDefault(Fingerprint.head(in, file.length()), List.of())) {
                boolean grown = known.print.length() < file.length();
                if (known.print.length() <= file.length()
                        && !(grown && codec != Codec.NONE)
                        && known.print.tail().equals(Fingerprint.tail(in, known.print.length()))) {
                    return new Match(known.file, grown, null);
                }
            }
            return Match.NONE;
        }

        /** A plain file that was packed since: the same beginning, and the same length as far as gzip tells it. */
        private Match packed(FoundFile file, FSDataInputStream in, Configuration conf) throws IOException {
            int length = Fingerprint.gzipLength(in, file.length());
            String head = length <= 0 ? null : Fingerprint.unpackedHead(file.path(), Codec.GZIP, length, conf);
            for (Candidate known : byHead.getOrDefault(head == null ? "" : head, List.of())) {
                if (known.whole && (int) known.print.length() == length) {
                    return new Match(known.file, false, Fingerprint.of(file.path(), file.length(), conf));
                }
            }
            return Match.NONE;
        }
    }
}
