package org.hangup.jobs.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.LogFiles;
import org.hangup.archive.StoredFiles;

/** Files that are no more what they were when they were looked at: rotated, cut, replaced or gone while they were read. */
public final class Changes {
    private Changes() {}

    /**
     * The names of those that have changed. That a file has grown is no change: what is behind its last record of then is
     * not read.
     *
     * @param ledger what was seen of its files
     * @param read names of the files that were read
     */
    public static List<String> of(Survey survey, Ledger ledger, Set<String> read, Configuration conf) {
        Map<String, KnownFile> known = new HashMap<>();
        ledger.files().forEach(file -> known.put(file.path(), file));
        List<String> changed = new ArrayList<>();
        for (SurveyedFile file : survey.files()) {
            boolean whole = StoredFiles.isWhole(file.file().path());
            boolean log = file.kind().equals(SurveyedFile.LOG) || file.kind().equals(SurveyedFile.COPY);
            if (log
                    && whole
                    && read.contains(file.file().name())
                    && hasChanged(known.get(file.file().path()), file, conf)) {
                changed.add(file.file().name());
            }
        }
        return changed;
    }

    /** @param then null if even the look found other bytes than the listing had told, or the file could not be opened */
    private static boolean hasChanged(KnownFile then, SurveyedFile file, Configuration conf) {
        Path path = new Path(file.file().path());
        try {
            FileStatus now = LogFiles.fileSystem(path, conf).getFileStatus(path);
            if (then == null) {
                return now.getLen() != file.file().length();
            }
            boolean same = now.getLen() == then.print().length() && now.getModificationTime() == then.modified();
            return !same
                    && (now.getLen() < then.print().length()
                            || !then.print()
                                    .equals(Fingerprint.of(
                                            then.path(), then.print().length(), conf)));
        } catch (FileNotFoundException e) {
            return true;
        } catch (IOException e) {
            return false; // that it cannot be read was told
        }
    }
}
