package org.hangup.jobs.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hangup.jobs.tables.Folder;

/**
 * The steps that put a checked run in place. Once the journal is written the run counts as done: whoever finds it
 * plays it to its end, from whatever point it was left at. Names are paths below the output.
 *
 * @param run the run's staging folder
 * @param catalog catalog and namespace of the tables that are committed; empty: none are
 */
record Journal(String run, String catalog, List<? extends Step> steps) {
    static final String FOLDER = "_staging";
    private static final String FILE = FOLDER + "/journal";
    private static final String MOVE = "move";
    private static final String COMMIT = "commit";

    Journal {
        steps = List.copyOf(steps);
    }

    /** A step that is done when what was staged for it is there no more. */
    sealed interface Step {
        String staged();
    }

    /**
     * One rename out of the way and one rename into place.
     *
     * @param staged where the new file or folder lies
     * @param target where it goes; what lies there goes to the trash of the run
     */
    record Move(String staged, String target) implements Step {}

    /**
     * One commit to a table of the catalog; staged rows that were committed go to the trash. If that could not be done any more,
     * the same rows are committed again, in the place of those.
     *
     * @param staged folder of Parquet files, in partitions if the table has days
     * @param table name of the table, without its namespace
     */
    record Commit(String staged, String table) implements Step {}

    static Optional<Journal> read(Folder output) throws IOException {
        if (!output.exists(FILE)) {
            return Optional.empty();
        }
        List<String> lines = output.read(FILE).lines().toList();
        String[] head = lines.get(0).split("\t", -1);
        List<Step> steps = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            steps.add(cells[0].equals(COMMIT) ? new Commit(cells[1], cells[2]) : new Move(cells[1], cells[2]));
        }
        return Optional.of(new Journal(head[0], head[1], steps));
    }

    void write(Folder output) throws IOException {
        StringBuilder text = new StringBuilder(run + "\t" + catalog + "\n");
        for (Step step : steps) {
            text.append(line(step)).append('\n');
        }
        output.write(FILE, text.toString());
    }

    private static String line(Step step) {
        if (step instanceof Commit commit) {
            return COMMIT + "\t" + commit.staged() + "\t" + commit.table();
        }
        return MOVE + "\t" + step.staged() + "\t" + ((Move) step).target();
    }

    /**
     * Takes the steps that are not taken yet, then forgets the journal and what it moved out.
     *
     * @param tables the tables of {@link #catalog}; null if that is empty
     */
    void play(Folder output, CatalogTables tables) throws IOException {
        for (Step step : steps) {
            if (!output.exists(step.staged())) {
                continue; // This step was taken before a kill.
            }
            if (step instanceof Commit commit) {
                tables.commit(commit.table(), output.below(commit.staged()), run);
                output.move(commit.staged(), trash(commit.table()));
            } else {
                play(output, (Move) step);
            }
        }
        output.delete(FILE);
    }

    private void play(Folder output, Move move) throws IOException {
        String trash = trash(move.target());
        if (output.exists(move.target())) {
            if (output.exists(trash)) {
                // A file system that copies instead of renaming was stopped half way into the target.
                output.delete(move.target());
            } else {
                output.move(move.target(), trash);
            }
        }
        output.move(move.staged(), move.target());
    }

    private String trash(String name) {
        return FOLDER + "/" + run + "/trash/" + name;
    }
}
