package org.hangup.jobs.archive;

import java.io.Serializable;
import org.hangup.archive.Codec;

/**
 * What a look into a file told.
 *
 * @param kind {@link SurveyedFile#LOG}, {@code EMPTY}, {@code NOT_A_LOG} or {@code UNREADABLE}
 * @param codec how it is packed
 * @param layout its first layout, empty if none
 * @param note why it is no log or cannot be read, null if it is one
 * @param whole whether it must be read from its start to its end by one task
 * @param repeated whether its first record's time is one that autumn repeats
 */
record Sniffed(String kind, Codec codec, String layout, String note, boolean whole, boolean repeated)
        implements Serializable {
    /** A file that is not read for records. */
    static Sniffed notRead(String kind, Codec codec, String note) {
        return new Sniffed(kind, codec, "", note, true, false);
    }
}
