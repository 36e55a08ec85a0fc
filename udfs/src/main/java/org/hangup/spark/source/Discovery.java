package org.hangup.spark.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Archives;
import org.hangup.archive.FoundFile;
import org.hangup.archive.Listing;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogName;
import org.hangup.archive.Sniffer;
import org.hangup.archive.StoredFiles;

/** The logs below paths, found by their content; without the companions that repeat their records. */
final class Discovery {
    private Discovery() {}

    static List<LogFile> logs(Options options, Configuration conf) throws IOException {
        List<FoundFile> files = Listing.of(options.paths(), null, conf);
        Set<String> withLog = foldersWithLog(files);
        var logs = new ArrayList<LogFile>();
        for (FoundFile f : files) {
            if (f.problem() != null && !f.isPassedOver()) {
                throw new IOException(f.path() + ": " + f.problem());
            }
            boolean companion = LogName.isCompanion(f.name()) && withLog.contains(LogName.folder(f.name()));
            if (!f.isPassedOver() && f.length() > 0 && !companion) {
                add(f, options, conf, logs);
            }
        }
        return logs;
    }

    /** Where an error.log or crash.log repeats what stands beside it. */
    private static Set<String> foldersWithLog(List<FoundFile> files) {
        return files.stream()
                .filter(f -> f.fileName().startsWith("ejabberd.log"))
                .map(f -> LogName.folder(f.name()))
                .collect(Collectors.toSet());
    }

    private static void add(FoundFile f, Options options, Configuration conf, List<LogFile> logs) throws IOException {
        var sniffed = Sniffer.sniff(f.path(), options.zone(), conf);
        if (sniffed.kind() == Sniffer.Kind.ARCHIVE) {
            for (Archives.Entry e : Archives.of(f.path(), f.length(), conf).entries()) {
                if (e.problem() == null) {
                    add(f.member(e), options, conf, logs);
                }
            }
        }
        if (sniffed.kind() != Sniffer.Kind.LOG) {
            return;
        }
        var layouts = new ArrayList<String>(sniffed.otherServers());
        layouts.add(0, sniffed.layout());
        for (String layout : layouts) {
            logs.add(new LogFile(
                    f.path(),
                    f.name(),
                    f.length(),
                    sniffed.codec(),
                    layout,
                    options.zone().getId(),
                    options.date() == null ? sniffed.date() : options.date(),
                    node(f, options)));
        }
    }

    private static String node(FoundFile file, Options options) {
        if (options.nodePattern() != null) {
            Matcher m = options.nodePattern().matcher(StoredFiles.text(file.path()));
            if (m.find() && m.group("node") != null) {
                return m.group("node");
            }
        }
        return LogName.folder(file.name());
    }
}
