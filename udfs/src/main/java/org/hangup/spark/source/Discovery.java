package org.hangup.spark.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.Listing;
import org.hangup.archive.Listing.Found;
import org.hangup.archive.LogFile;
import org.hangup.archive.Sniffer;

/** The logs below paths, found by their content; without the companions that repeat their records. */
final class Discovery {
    private Discovery() {}

    static List<LogFile> logs(Options options, Configuration conf) throws IOException {
        List<Found> files = Listing.of(options.paths(), conf);
        Set<Found> companions = Listing.companions(files);
        var logs = new ArrayList<LogFile>();
        for (Found f : files) {
            if (f.length() == 0 || companions.contains(f)) {
                continue;
            }
            var sniffed = Sniffer.sniff(f.path(), options.zone(), conf);
            if (sniffed.kind() == Sniffer.Kind.LOG) {
                logs.add(new LogFile(
                        f.path(),
                        f.name(),
                        f.length(),
                        sniffed.codec(),
                        sniffed.layout(),
                        options.zone().getId(),
                        options.date() == null ? sniffed.date() : options.date(),
                        node(f, options)));
            }
        }
        return logs;
    }

    private static String node(Found file, Options options) {
        if (options.nodePattern() != null) {
            Matcher m =
                    options.nodePattern().matcher(new Path(file.path()).toUri().getPath());
            if (m.find() && m.group("node") != null) {
                return m.group("node");
            }
        }
        return file.folder();
    }
}
