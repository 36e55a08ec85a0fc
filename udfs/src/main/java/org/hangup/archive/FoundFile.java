package org.hangup.archive;

import java.io.Serializable;

/**
 * A file that the listing came upon.
 *
 * @param path for {@link StoredFiles}
 * @param name its path below the input, unique in a run
 * @param length stored bytes
 * @param modified when it was last written, milliseconds since the epoch
 * @param problem why it (or the folder of this name) cannot be looked at, null if it can
 */
public record FoundFile(String path, String name, long length, long modified, String problem) implements Serializable {
    /** {@link #problem} of a FIFO, a socket or a device, which is no file at all. */
    public static final String SPECIAL = "a FIFO, a socket or a device: not opened";

    /** Whether it is no file to be read at all, whatever it holds. */
    public boolean isPassedOver() {
        return SPECIAL.equals(problem);
    }

    /** The last part of the name. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** What stands in this file, should it be an archive. */
    public FoundFile member(Archives.Entry entry) {
        return new FoundFile(
                entry.path(), name + "/" + entry.name(), entry.length(), entry.modified(), entry.problem());
    }

    /** The same under another name. */
    public FoundFile withName(String other) {
        return new FoundFile(path, other, length, modified, problem);
    }
}
