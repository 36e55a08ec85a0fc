package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;

/**
 * What is remembered of a file of the input, so that it need not be opened again: see {@link Ledger}.
 *
 * @param path where it was found
 * @param modified when it was last written, milliseconds since the epoch
 * @param print of the bytes that were looked at
 * @param content the same for files of the same uncompressed bytes, as far as that was seen
 * @param sniffed what it is
 * @param scanned what its records told; null if it was not read for them
 */
record KnownFile(String path, long modified, Fingerprint print, String content, Sniffed sniffed, Scanned scanned)
        implements Serializable {
    /**
     * What reading the records told.
     *
     * @param date day of its first record that it was read with, as days since 1970-01-01; null if its records print days
     * @param dateless what tells of that day; null if its records print days
     * @param secondPass whether it was read as one that begins in the second pass of a repeated hour
     * @param parts in the file's order, with what strangers forged still in them
     * @param forged what strangers forged
     * @param comparisons with other files, by what was compared: see {@link Comparisons}
     */
    record Scanned(
            Long date,
            Dateless.Reading dateless,
            boolean secondPass,
            List<Scan> parts,
            Forged forged,
            Map<String, Comparisons.Result> comparisons)
            implements Serializable {
        Scanned named(String name) {
            return new Scanned(
                    date,
                    dateless,
                    secondPass,
                    parts.stream().map(part -> part.named(name)).toList(),
                    forged.named(name),
                    comparisons);
        }
    }

    /** Behind the last record that was read, in uncompressed bytes. */
    long readTo() {
        return scanned == null
                ? 0
                : scanned.parts.stream().mapToLong(Scan::end).max().orElse(0);
    }

    /** Whether the bytes are those that were stored, so that a place in them is a place in the file. */
    boolean isPlain() {
        return sniffed.codec() == Codec.NONE;
    }

    /** Whether its last record has its end. */
    boolean isFinished() {
        return scanned != null && scanned.parts.stream().allMatch(part -> part.unfinished() < 0);
    }

    /** The same bytes under another name. */
    KnownFile at(FoundFile now) {
        return new KnownFile(now.path(), now.modified(), print, content, sniffed, named(now.name()));
    }

    /** The same text, packed by gzip. */
    KnownFile packed(FoundFile now, Fingerprint itsPrint) {
        var look = new Sniffed(sniffed.kind(), Codec.GZIP, sniffed.layout(), null, true, sniffed.repeated(), "");
        return new KnownFile(now.path(), now.modified(), itsPrint, content, look, named(now.name()));
    }

    /** What its rejects say of the file is its name. */
    private Scanned named(String name) {
        return scanned == null ? null : scanned.named(name);
    }
}
