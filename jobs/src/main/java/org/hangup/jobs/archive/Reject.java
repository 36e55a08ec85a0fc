package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * Bytes of the input that are no record.
 *
 * @param file the name of the file, as in {@code LogFile.name}
 * @param offset offset of the first byte
 * @param length how many bytes
 * @param why what is wrong with them
 * @param head the first of them, as text, 1 KiB at most
 */
public record Reject(String file, long offset, long length, String why, String head) implements Serializable {
    /** The same bytes of a file that has another name now. */
    Reject in(String name) {
        return new Reject(name, offset, length, why, head);
    }
}
