package org.hangup.jobs.publish;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;

/**
 * One run's hold on an output: from {@link #begin} to {@link #close} no other run touches it. What the run makes lies
 * under {@link #staging} until {@link #publish} puts whole days in place. Killed before the journal is written, it
 * leaves the output as it was; killed after that, the next {@link #begin} finishes it.
 */
public final class Publication implements AutoCloseable {
    private static final String MARK = OutputMark.FILE;
    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Folder output;
    private final String run;
    private final RunLock lock;
    private final NavigableMap<LocalDate, DayMark> days;

    private Publication(Folder output, String run, RunLock lock, NavigableMap<LocalDate, DayMark> days) {
        this.output = output;
        this.run = run;
        this.lock = lock;
        this.days = days;
    }

    /**
     * Takes the output, finishes or clears away what a killed run left in it, and makes an empty staging folder.
     *
     * @param say gets a sentence about what was found and done
     * @throws UsageException if the output was made in another zone, or is something else than an output
     * @throws OutputLockedException if another run is at work on it
     */
    public static Publication begin(String output, ZoneId zone, Configuration conf, Consumer<String> say)
            throws IOException {
        Folder folder = Folder.at(output, conf);
        refuseForeign(folder);
        RunLock lock = RunLock.acquire(folder);
        boolean done = false;
        try {
            recover(folder, say);
            checkZone(folder, zone);
            String run = newRun(Instant.now());
            folder.makeFolder(Journal.FOLDER + "/" + run);
            if (!folder.exists(MARK)) {
                folder.write(Journal.FOLDER + "/" + run + "/" + MARK, "format\t1\nzone\t" + zone.getId() + "\n");
            }
            Publication publication = new Publication(folder, run, lock, publishedDays(folder));
            done = true;
            return publication;
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    /** Name of the run. */
    public String run() {
        return run;
    }

    /** Full path of a folder of this run; made if it is not there. */
    public String staging(String name) throws IOException {
        String folder = staged(name);
        output.makeFolder(folder);
        return output.path(folder).toString();
    }

    /** The published days and what is remembered of each. */
    public NavigableMap<LocalDate, DayMark> days() {
        return Collections.unmodifiableNavigableMap(days);
    }

    /** Full path of the state at the end of a published day. */
    public String state(LocalDate day) {
        return output.path(Tables.partition(Tables.STATE, day)).toString();
    }

    /**
     * Puts the staged days in place. Each day has a folder {@code <table>/date=<day>} for each daily table and the
     * state in one of the parts; {@code rejects} and {@code run.parquet} lie in {@code tables}.
     *
     * @param parts staging folders that hold days, as given to {@link #staging}
     * @param marks what to remember of each day
     * @param tables staging folder of the tables that are not by day
     */
    public void publish(List<Part> parts, NavigableMap<LocalDate, DayMark> marks, String tables) throws IOException {
        List<Journal.Move> moves = new ArrayList<>();
        if (!output.exists(MARK)) {
            moves.add(new Journal.Move(staged(MARK), MARK));
        }
        for (Part part : parts) {
            for (LocalDate day : part.days()) {
                String state = staged(part.folder()) + "/" + Tables.partition(Tables.STATE, day);
                output.write(state + "/" + DayMark.FILE, marks.get(day).format());
                for (String table : Tables.DAILY) {
                    moves.add(move(part, Tables.partition(table, day)));
                }
                moves.add(move(part, Tables.partition(Tables.STATE, day)));
            }
            for (LocalDate day : part.before()) {
                if (!days.containsKey(day)
                        && output.exists(
                                move(part, Tables.partition(Tables.STATE, day)).staged())) {
                    moves.add(move(part, Tables.partition(Tables.STATE, day)));
                }
            }
        }
        moves.add(new Journal.Move(staged(tables) + "/" + Tables.REJECTS, Tables.REJECTS));
        moves.add(new Journal.Move(staged(tables) + "/run.parquet", Tables.RUNS + "/" + run + ".parquet"));
        for (Journal.Move move : moves) {
            if (!output.exists(move.staged())) {
                throw new IllegalStateException("nothing was staged at " + move.staged());
            }
        }
        Journal journal = new Journal(run, moves);
        journal.write(output);
        try {
            journal.play(output);
        } catch (IOException e) {
            throw new IOException(
                    "publishing stopped half way; the next run on " + output + " finishes it: " + e.getMessage(), e);
        }
        days.putAll(marks);
    }

    /**
     * Days in a staging folder.
     *
     * @param folder the name that was given to {@link #staging}
     * @param days days to publish
     * @param before earlier days of which only the state is kept, for later runs; a published day keeps its own
     */
    public record Part(String folder, NavigableSet<LocalDate> days, NavigableSet<LocalDate> before) {}

    /** Puts copies of the published states since a day beside those of a staging folder, where that has none. */
    public void lendStates(String name, LocalDate since) throws IOException {
        for (LocalDate day : days.tailMap(since).keySet()) {
            String state = Tables.partition(Tables.STATE, day);
            if (!output.exists(staged(name) + "/" + state)) {
                output.copy(state, staged(name) + "/" + state);
            }
        }
    }

    /** Clears away the staging folder and lets go of the output. */
    @Override
    public void close() throws IOException {
        try {
            // A journal that could not be played to its end still needs what was staged.
            if (Journal.read(output).isEmpty()) {
                output.delete(staged(""));
                lock.deleteIfUnused();
            }
        } finally {
            lock.close();
        }
    }

    private Journal.Move move(Part part, String partition) {
        return new Journal.Move(staged(part.folder()) + "/" + partition, partition);
    }

    private String staged(String name) {
        return Journal.FOLDER + "/" + run + (name.isEmpty() ? "" : "/" + name);
    }

    private static void refuseForeign(Folder output) throws IOException {
        if (output.exists("") && !output.isFolder("")) {
            throw new UsageException("--output " + output + ": is a file; give a folder");
        }
        List<String> names = output.names("");
        if (!names.isEmpty() && !names.contains(MARK) && !names.contains(Journal.FOLDER)) {
            throw new UsageException("--output " + output + ": holds other things (such as " + names.get(0)
                    + ") and no tables of Hangup; give a new or empty folder, or one that Hangup made");
        }
    }

    private static void checkZone(Folder output, ZoneId zone) throws IOException {
        if (!output.exists(MARK)) {
            return;
        }
        String made = OutputMark.zone(output.read(MARK));
        if (!made.isEmpty() && !ZoneId.of(made).normalized().equals(zone.normalized())) {
            throw new UsageException("--zone " + zone.getId() + ": the tables in " + output + " were made with --zone "
                    + made + "; give that, or another --output");
        }
    }

    private static void recover(Folder output, Consumer<String> say) throws IOException {
        var journal = Journal.read(output);
        if (journal.isPresent()) {
            journal.get().play(output);
            say.accept("finished the publication of run " + journal.get().run() + ", which had been stopped");
        }
        for (String name : output.names(Journal.FOLDER)) {
            if (!name.equals("lock")) {
                output.delete(Journal.FOLDER + "/" + name);
                if (journal.isEmpty() && name.matches("\\d{8}T.*")) {
                    say.accept("cleared away what run " + name + " had left, which was stopped before it published");
                }
            }
        }
    }

    private static NavigableMap<LocalDate, DayMark> publishedDays(Folder output) throws IOException {
        NavigableMap<LocalDate, DayMark> days = new TreeMap<>();
        for (String name : output.names(Tables.STATE)) {
            String mark = Tables.STATE + "/" + name + "/" + DayMark.FILE;
            if (name.startsWith("date=") && output.exists(mark)) {
                days.put(LocalDate.parse(name.substring(5)), DayMark.parse(output.read(mark)));
            }
        }
        return days;
    }

    private static String newRun(Instant now) {
        byte[] salt = new byte[3];
        new SecureRandom().nextBytes(salt);
        return RUN_NAME.format(now) + "-" + HexFormat.of().formatHex(salt);
    }
}
