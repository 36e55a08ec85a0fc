package org.hangup.archive;

import java.io.Serializable;
import java.time.LocalDate;

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
}
