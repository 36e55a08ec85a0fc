package org.hangup.jobs.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.hangup.archive.Codec;
import org.hangup.archive.LogFile;
import org.hangup.archive.LogFiles;
import org.hangup.event.Secrets;
import org.hangup.jobs.Printable;
import org.hangup.jobs.archive.Survey;

/** Fetches single lines of the logs of a run, for people to read: cut, without secrets, and with what is not printable escaped. */
public final class Evidence {
    private static final int LONGEST = 500;
    /** Lines that hold names and reasons only: nothing in them is a secret, though it may look like one. */
    private static final Pattern PLAIN = Pattern.compile(
            " (?:Clos(?:e|ing)(?: c2s)? (?:session|connection) for|Failed TCP accept:|ejabberd \\S+ is (?:started|stopped) in the node"
                    + "|Waiting for resumption|Failed (?:c2s \\S+ )?authentication for) ?");
    /** A packed file has to be read from its beginning. */
    private static final long FARTHEST = 64L << 20;
    /** So many lines are fetched; who finds more incidents than this in a run has read some. */
    private static final int LINES = 200;

    private final Map<String, LogFile> files = new HashMap<>();
    private final Configuration conf;
    private int fetched;

    /** @param shown whether lines may be shown: they name people */
    public Evidence(Survey survey, boolean shown, Configuration conf) {
        if (shown) {
            survey.files().forEach(file -> files.put(file.file().name(), file.file()));
        }
        this.conf = conf;
    }

    /** The line that begins at an offset of a file; null if it is not there, cannot be read, or stands too far in a packed file. */
    String line(String name, Long offset) {
        LogFile file = name == null || offset == null ? null : files.get(name);
        boolean packed = file != null && file.codec() != Codec.NONE;
        if (file == null || (packed && offset > FARTHEST) || fetched++ >= LINES) {
            return null;
        }
        try (InputStream in = LogFiles.bytes(file, packed ? 0 : offset, conf)) {
            if (packed) {
                in.skipNBytes(offset);
            }
            byte[] bytes = in.readNBytes(LONGEST);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            String line = new String(bytes, 0, end, UTF_8);
            // what a trace holds may be worded as anything
            boolean plain = PLAIN.matcher(line).find() && !line.contains("XML");
            return Printable.line(plain ? line : Secrets.masked(line));
        } catch (IOException e) {
            return null;
        }
    }
}
