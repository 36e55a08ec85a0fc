package org.hangup.jobs.archive;

import java.util.ArrayList;
import java.util.List;
import org.hangup.archive.Archives;
import org.hangup.archive.Codec;
import org.hangup.archive.FoundFile;

/**
 * What stands in the place of an archive: the logs in it, what of it cannot be read, and what may be a log in another form. The archive itself only
 * if it has no log, or is damaged.
 */
final class Members {
    private final FoundFile archive;
    private final String problem;
    private final List<FoundFile> files = new ArrayList<>();
    private final List<Sniffed> looks = new ArrayList<>();

    Members(FoundFile archive, Archives.Content content) {
        this.archive = archive;
        this.problem = content.problem();
        content.entries().forEach(entry -> files.add(archive.member(entry)));
    }

    /** Takes what was found in its files, in their order. */
    void look(List<Sniffed> found) {
        List<FoundFile> all = List.copyOf(files);
        files.clear();
        boolean log = false;
        for (int i = 0; i < all.size(); i++) {
            String passedOver = all.get(i).problem();
            Sniffed its =
                    passedOver == null ? found.get(i) : Sniffed.notRead(SurveyedFile.NOT_A_LOG, Codec.NONE, passedOver);
            log |= its.kind().equals(SurveyedFile.LOG);
            boolean nothing = its.kind().equals(SurveyedFile.EMPTY) || SurveyedFile.NO_RECORD.equals(its.note());
            if (!nothing) {
                add(all.get(i), its);
            }
        }
        if (problem != null) {
            add(archive, Sniffed.notRead(SurveyedFile.UNREADABLE, Codec.NONE, "an archive: " + problem));
        } else if (!log) {
            add(archive, Sniffed.notRead(SurveyedFile.NOT_A_LOG, Codec.NONE, "an archive that holds no log"));
        }
    }

    private void add(FoundFile file, Sniffed look) {
        files.add(file);
        looks.add(look);
    }

    /** The files; behind {@link #look} those that stay. */
    List<FoundFile> files() {
        return files;
    }

    /** What each of them is. */
    List<Sniffed> looks() {
        return looks;
    }
}
