package org.hangup.jobs.archive;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one pass over the input found: small enough for the driver and for a broadcast, however large the input is. All
 * times are microseconds since the epoch, UTC; all offsets count uncompressed bytes.
 *
 * @param files every file that was looked at, also those that are no logs
 * @param segments the parts of the files to read, log by log, in the order in which they were written
 * @param boots the runs of the nodes, in order, log by log
 * @param listeners the listeners that each boot said it opened
 * @param gaps where records are missing
 * @param rejects what could not be read as records
 * @param logs one row a log
 * @param ledger what the next run need not read again
 * @param bytesRead uncompressed bytes that were read for all this, by the name of the file; of a known file none
 */
public record Survey(
        List<SurveyedFile> files,
        List<Segment> segments,
        List<Boot> boots,
        List<Listener> listeners,
        List<Gap> gaps,
        List<Reject> rejects,
        List<LogSummary> logs,
        Ledger ledger,
        Map<String, Long> bytesRead)
        implements Serializable {
    public Survey {
        files = List.copyOf(files);
        segments = List.copyOf(segments);
        boots = List.copyOf(boots);
        listeners = List.copyOf(listeners);
        gaps = List.copyOf(gaps);
        rejects = List.copyOf(rejects);
        logs = List.copyOf(logs);
        bytesRead = Map.copyOf(bytesRead);
    }
}
