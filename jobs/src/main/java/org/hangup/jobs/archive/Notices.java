package org.hangup.jobs.archive;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hangup.log.LogRecord;

/**
 * What a log says itself of records that it dropped: the notices of lager (lager_util:check_hwm, lager_file_backend,
 * lager_console_backend, error_logger_lager_h) and of the OTP logger (logger_olp, logger_h_common).
 */
final class Notices {
    private static final Pattern DROPPED = Pattern.compile("(?:dropped|flushed) ([0-9]{1,18}) ");
    /**
     * lager counts by the second of the clock, and tells at the second's end, or (older ones) only with the next record,
     * be it hours later: what it dropped was logged in the second of the last record before, or right after.
     */
    private static final long LAGER_COUNTS = 2_000_000L;

    /** The notice of a drop mode that is not over. */
    private record DropMode(long from, String file, long offset) {}

    private final Gaps gaps;
    private long previousTs = LogRecord.NO_TIME;
    private DropMode dropMode;

    Notices(Gaps gaps) {
        this.gaps = gaps;
    }

    /** @param files those of one log that count, in order */
    void read(List<FileScan> files) {
        for (FileScan file : files) {
            for (Scan part : file.parts) {
                part.marks().stream()
                        .filter(mark -> mark.offset() >= file.start)
                        .forEach(mark -> mark(file.name(), mark));
                if (part.lastTs() != LogRecord.NO_TIME) {
                    previousTs = part.lastTs();
                }
            }
        }
        endDropMode(previousTs);
    }

    /** What was dropped stood between the last record that was written and the notice. */
    private void mark(String file, Mark mark) {
        long from = mark.prevTs() == LogRecord.NO_TIME ? previousTs : mark.prevTs();
        switch (mark.kind()) {
            case LAGER_DROPPED -> {
                long to = from == LogRecord.NO_TIME ? mark.ts() : Math.min(mark.ts(), from + LAGER_COUNTS);
                gaps.add(Gap.LAGER_DROPPED, from, to, dropped(mark), file, mark.offset());
            }
            case REPORTS_DROPPED -> gaps.add(Gap.REPORTS_DROPPED, from, mark.ts(), dropped(mark), file, mark.offset());
            case FLUSHED -> gaps.add(Gap.LOGGER_DROPPED, from, mark.ts(), dropped(mark), file, mark.offset());
            case DROPPING -> {
                if (dropMode == null) {
                    dropMode = new DropMode(from == LogRecord.NO_TIME ? mark.ts() : from, file, mark.offset());
                }
            }
            case NOT_DROPPING, LOADING, STARTED -> endDropMode(mark.ts());
            default -> {}
        }
    }

    private void endDropMode(long to) {
        if (dropMode != null) {
            gaps.add(Gap.LOGGER_DROPPED, dropMode.from(), to, null, dropMode.file(), dropMode.offset());
            dropMode = null;
        }
    }

    private static Long dropped(Mark mark) {
        Matcher m = DROPPED.matcher(mark.text());
        return m.find() ? Long.valueOf(m.group(1)) : null;
    }
}
