package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one part of a file holds; two that follow each other make one.
 *
 * @param file index of the file
 * @param from where the part begins
 * @param records how many records begin in it
 * @param firstTs time of the first record that has one, {@code LogRecord.NO_TIME} if none
 * @param lastTs time of the last one that has one
 * @param lastOffset offset of the last finished record, -1 if none
 * @param end behind the last finished record; {@code from} if there is none
 * @param unfinished offset of a record that is still being written, -1 if none
 * @param open that record as a reject, should nothing follow in this file; null if none
 * @param key of the file's first record, 0 for other parts or if it has none
 * @param days its days, as days since 1970-01-01 in the run's zone
 * @param midnights where its records come to a later day
 * @param marks in the file's order
 * @param active whether a record of a connection stands behind the last mark
 * @param bursts where the OTP logger may have dropped records in silence
 * @param head the first records
 * @param tail the last ones
 * @param layouts names of the layouts seen
 * @param aliases as in {@link LogSummary#aliases}
 * @param pidless a layout without pids was seen
 * @param debug a record of level debug was seen
 * @param twice records of lager files whose non-ASCII text may be encoded twice
 * @param once records of lager files whose non-ASCII text cannot be
 * @param suspectFrom offset of the first record that may be part of a forgery (see {@link ForgeryFinder}), -1 if there is none
 * @param suspectTo behind the last one
 * @param foreign lines that are nobody's: other programs' and streams'
 * @param zeros bytes that were skipped in blocks of zeros
 * @param otherServers lines of other servers that wrote into the file, by the layout that reads each of them alone
 * @param rejects some of the rejects
 * @param rejected how many there are
 * @param problem why the file could not be read to its end, null if it could
 */
record Scan(
        int file,
        long from,
        long records,
        long firstTs,
        long lastTs,
        long lastOffset,
        long end,
        long unfinished,
        Reject open,
        long key,
        Map<Long, DayOfLog> days,
        List<DayStart> midnights,
        List<Mark> marks,
        boolean active,
        Bursts bursts,
        Edge head,
        Edge tail,
        Set<String> layouts,
        boolean aliases,
        boolean pidless,
        boolean debug,
        long twice,
        long once,
        long suspectFrom,
        long suspectTo,
        long foreign,
        long zeros,
        Map<String, Long> otherServers,
        List<Reject> rejects,
        long rejected,
        String problem)
        implements Serializable {
    /** Whether it was read, damaged or not. */
    boolean isRead() {
        return problem == null || !problem.startsWith(ScanJob.NOT_READ);
    }

    /** The same of a file that has another name now. */
    Scan named(String name) {
        return with(
                lastTs,
                lastOffset,
                open == null ? null : open.in(name),
                midnights,
                marks,
                active,
                rejects.stream().map(reject -> reject.in(name)).toList());
    }

    /**
     * The same without the marks and midnights that stand in the name of a failed login; what is said of the record before is
     * said of that failed login.
     */
    Scan without(Forged forged) {
        List<Mark> honest = new ArrayList<>();
        boolean activeBefore = false;
        for (Mark mark : marks) {
            activeBefore |= mark.active();
            if (forged.at(mark.offset()) == null) {
                honest.add(mark.behind(forged.at(mark.prevOffset()), activeBefore));
                activeBefore = false;
            }
        }
        Forged.Range end = forged.at(lastOffset);
        return with(
                end == null ? lastTs : end.ts(),
                end == null ? lastOffset : end.begin(),
                open,
                midnights.stream()
                        .filter(start -> forged.at(start.offset()) == null)
                        .toList(),
                honest,
                active || activeBefore,
                rejects);
    }

    /** The same with other values of these. */
    private Scan with(
            long itsLastTs,
            long itsLastOffset,
            Reject itsOpen,
            List<DayStart> itsMidnights,
            List<Mark> itsMarks,
            boolean isActive,
            List<Reject> itsRejects) {
        return new Scan(
                file,
                from,
                records,
                firstTs,
                itsLastTs,
                itsLastOffset,
                end,
                unfinished,
                itsOpen,
                key,
                days,
                itsMidnights,
                itsMarks,
                isActive,
                bursts,
                head,
                tail,
                layouts,
                aliases,
                pidless,
                debug,
                twice,
                once,
                suspectFrom,
                suspectTo,
                foreign,
                zeros,
                otherServers,
                itsRejects,
                rejected,
                problem);
    }
}
