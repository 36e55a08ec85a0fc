package org.hangup.archive;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A file of an archive and how to read it.
 *
 * @param path where Hadoop's FileSystem finds it, fully qualified
 * @param name its path below the input that it was found under; unique in a run
 * @param length stored bytes
 * @param codec how it is packed, by its content
 * @param layout name of the first layout that was recognised in it, empty if none
 * @param zone zone of records that print no offset
 * @param date local day of the first record where the layout prints no date, else null
 * @param node the node's name, null if not known yet
 */
public record LogFile(
        String path, String name, long length, Codec codec, String layout, String zone, LocalDate date, String node)
        implements Serializable {}
