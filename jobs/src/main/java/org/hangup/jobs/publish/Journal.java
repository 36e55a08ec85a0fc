package org.hangup.jobs.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hangup.jobs.tables.Folder;

/**
 * The moves that put a checked run in place. Once the journal is written the run counts as done: whoever finds it
 * plays it to its end, from whatever point it was left at. Names are paths below the output; each move is one rename
 * out of the way and one rename into place.
 *
 * @param run the run's staging folder
 */
record Journal(String run, List<Move> moves) {
    static final String FOLDER = "_staging";
    private static final String FILE = FOLDER + "/journal";

    Journal {
        moves = List.copyOf(moves);
    }

    /**
     * @param staged where the new file or folder lies
     * @param target where it goes; what lies there goes to the trash of the run
     */
    record Move(String staged, String target) {}

    static Optional<Journal> read(Folder output) throws IOException {
        if (!output.exists(FILE)) {
            return Optional.empty();
        }
        List<String> lines = output.read(FILE).lines().toList();
        List<Move> moves = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            moves.add(new Move(cells[0], cells[1]));
        }
        return Optional.of(new Journal(lines.get(0), moves));
    }

    void write(Folder output) throws IOException {
        StringBuilder text = new StringBuilder(run).append('\n');
        for (Move move : moves) {
            text.append(move.staged()).append('\t').append(move.target()).append('\n');
        }
        output.write(FILE, text.toString());
    }

    /** Makes the moves that are not made yet, then forgets the journal and what it moved out. */
    void play(Folder output) throws IOException {
        for (Move move : moves) {
            if (!output.exists(move.staged())) {
                continue; // This move was made before a kill.
            }
            String trash = FOLDER + "/" + run + "/trash/" + move.target();
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
        output.delete(FILE);
    }
}
