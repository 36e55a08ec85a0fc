package org.hangup.jobs.archive;

import java.io.Serializable;
import org.hangup.archive.Codec;
import org.hangup.log.Layouts;

/**
 * What a look into a file told.
 *
 * @param kind {@link SurveyedFile#LOG}, {@code EMPTY}, {@code NOT_A_LOG} or {@code UNREADABLE}
 * @param codec how it is packed
 * @param layout its first layout, empty if none
 * @param note why it is no log or cannot be read, null if it is one
 * @param whole whether it must be read from its start to its end by one task
 * @param repeated whether its first record's time is one that autumn repeats
 * @param server the one of the file's servers whose records are read, by its wrapper's word; empty where the file's log has but one
 */
record Sniffed(String kind, Codec codec, String layout, String note, boolean whole, boolean repeated, String server)
        implements Serializable {
    /** A file that is not read for records. */
    static Sniffed notRead(String kind, Codec codec, String note) {
        return new Sniffed(kind, codec, "", note, true, false, "");
    }

    /** The same file, of which the records of one server are read. */
    Sniffed of(String itsLayout) {
        boolean itsWhole = whole || !Layouts.named(itsLayout).offset();
        return new Sniffed(kind, codec, itsLayout, note, itsWhole, repeated, Layouts.server(itsLayout));
    }
}
