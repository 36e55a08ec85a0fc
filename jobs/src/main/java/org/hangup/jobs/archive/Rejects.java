package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import org.hangup.event.Secrets;
import org.hangup.log.LogRecord;

/** The rejects of one part: all are counted, the first of them kept, so that a hostile file does not fill the memory. */
final class Rejects {
    /** How many are kept of a part and of a file. */
    static final int KEPT = 100;

    static final int HEAD = 1024;
    /** Only longer records are looked through for binary garbage: a log's own are rarely so long. */
    private static final int LONG = 8192;

    /** Why a file that begins within a record has a reject at offset 0. */
    static final String BEFORE = "text before the first record";

    private static final String CUT = "record longer than 1 MiB, cut";
    private static final String UNFINISHED = "record without line end, and the log goes on in another file";
    private static final String BINARY = "binary data within a record";

    private final String file;
    private final List<Reject> kept = new ArrayList<>();
    private long count;

    Rejects(String file) {
        this.file = file;
    }

    void textBeforeRecords(LogRecord r) {
        add(r, BEFORE);
    }

    void check(LogRecord r) {
        if (r.cut) {
            add(r, CUT);
        } else if (r.messageEnd - r.messageStart > LONG && binary(r)) {
            add(r, BINARY);
        }
    }

    void broken(long offset, String problem) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Reject(file, offset, 0, problem, ""));
        }
    }

    private void add(LogRecord r, String why) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(reject(r, why));
        }
    }

    /** A record without line end, to be rejected if the log goes on in another file. */
    Reject unfinished(LogRecord r) {
        return reject(r, UNFINISHED);
    }

    private Reject reject(LogRecord r, String why) {
        return reject(r.offset, r.length, why, head(r));
    }

    /** @param head as {@link #head} */
    Reject reject(long offset, long length, String why, String head) {
        String shown = Secrets.masked(head);
        return new Reject(file, offset, length, why, shown.substring(0, Math.min(HEAD, shown.length())));
    }

    /** What a message begins with; secrets may be in it. */
    static String head(LogRecord r) {
        return Text.of(r.bytes, r.messageStart, Math.min(r.messageEnd, r.messageStart + HEAD));
    }

    /** More than one byte in twenty is a control character that no log holds. */
    private static boolean binary(LogRecord r) {
        int strange = 0;
        for (int i = r.messageStart; i < r.messageEnd; i++) {
            byte c = r.bytes[i];
            if (c >= 0 && c < 32 && c != '\n' && c != '\r' && c != '\t' && c != 27) {
                strange++;
            }
        }
        return strange > (r.messageEnd - r.messageStart) / 20;
    }

    List<Reject> kept() {
        return kept;
    }

    long count() {
        return count;
    }
}
