package org.hangup.spark.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Archives;
import org.hangup.archive.Listing;
import org.hangup.archive.Listing.Found;
import org.hangup.archive.LogFile;
import org.hangup.archive.Sniffer;
import org.hangup.archive.StoredFiles;

/** The logs below paths, found by their content; without the companions that repeat their records. */
final class Discovery {
    private Discovery() {}

    static List<LogFile> logs(Options options, Configuration conf) throws IOException {
        List<Found> files = Listing.of(options.paths(), conf);
        Set<Found> companions = Listing.companions(files);
        var logs = new ArrayList<LogFile>();
        for (Found f : files) {
            if (f.length() > 0 && !companions.contains(f)) {
                add(f, options, conf, logs);
            }
        }
        return logs;
    }

    private static void add(Found f, Options options, Configuration conf, List<LogFile> logs) throws IOException {
        var sniffed = Sniffer.sniff(f.path(), options.zone(), conf);
        if (sniffed.kind() == Sniffer.Kind.ARCHIVE) {
            for (Archives.Entry e : Archives.of(f.path(), f.length(), conf).entries()) {
                if (e.problem() == null) {
                    add(new Found(e.path(), f.name() + "/" + e.name(), e.length(), e.modified()), options, conf, logs);
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

    private static String node(Found file, Options options) {
        if (options.nodePattern() != null) {
            Matcher m = options.nodePattern().matcher(StoredFiles.text(file.path()));
            if (m.find() && m.group("node") != null) {
                return m.group("node");
            }
        }
        return file.folder();
    }
}
