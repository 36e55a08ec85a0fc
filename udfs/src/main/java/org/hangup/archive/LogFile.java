package org.hangup.archive;

import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A log file of an archive, and all that must be known to read it alone.
 *
 * @param path fully qualified for Hadoop's FileSystem
 * @param name the path below the input it was found under; what tables show as {@code file}
 * @param length stored bytes
 * @param codec how it is packed, by its content
 * @param layout the name of its first layout, "" if none was found
 * @param zone what its times without offset mean (an id of {@link java.time.ZoneId})
 * @param date the local day of its first record if the layout prints no day; null if unknown or printed
 * @param node the node that wrote it; null if nothing tells
 * @param secondPass whether it begins in the second pass of an hour that autumn repeats
 */
public record LogFile(
        String path,
        String name,
        long length,
        Codec codec,
        String layout,
        String zone,
        LocalDate date,
        String node,
        boolean secondPass)
        implements Serializable {
    private static final int FIELDS = 9;

    /** A file that begins in no such hour, or in its first pass. */
    public LogFile(
            String path,
            String name,
            long length,
            Codec codec,
            String layout,
            String zone,
            LocalDate date,
            String node) {
        this(path, name, length, codec, layout, zone, date, node, false);
    }

    /** The same file, written by that node. */
    public LogFile withNode(String itsNode) {
        return new LogFile(path, name, length, codec, layout, zone, date, itsNode, secondPass);
    }

    /** The same file, which begins in the second pass of a repeated hour. */
    public LogFile inSecondPass() {
        return new LogFile(path, name, length, codec, layout, zone, date, node, true);
    }

    /** Files as one text, for the data source's option {@code archive}. */
    public static String encode(List<LogFile> files) {
        var text = new StringBuilder();
        for (LogFile f : files) {
            text.append(escape(f.path))
                    .append('\t')
                    .append(escape(f.name))
                    .append('\t')
                    .append(f.length);
            text.append('\t')
                    .append(f.codec)
                    .append('\t')
                    .append(escape(f.layout))
                    .append('\t')
                    .append(f.zone);
            text.append('\t').append(f.date == null ? "" : f.date);
            text.append('\t').append(f.node == null ? "" : "=" + escape(f.node));
            text.append('\t').append(f.secondPass ? "2" : "").append('\n');
        }
        return text.toString();
    }

    /** The files that {@link #encode} wrote. */
    public static List<LogFile> decode(String text) {
        var files = new ArrayList<LogFile>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] f = line.split("\t", -1);
            if (f.length != FIELDS) {
                throw new IllegalArgumentException("not a list of log files: " + line);
            }
            files.add(new LogFile(
                    unescape(f[0]),
                    unescape(f[1]),
                    Long.parseLong(f[2]),
                    Codec.valueOf(f[3]),
                    unescape(f[4]),
                    f[5],
                    f[6].isEmpty() ? null : LocalDate.parse(f[6]),
                    f[7].isEmpty() ? null : unescape(f[7].substring(1)),
                    f[8].equals("2")));
        }
        return files;
    }

    private static String escape(String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8);
    }

    private static String unescape(String s) {
        return URLDecoder.decode(s, StandardCharsets.UTF_8);
    }
}
