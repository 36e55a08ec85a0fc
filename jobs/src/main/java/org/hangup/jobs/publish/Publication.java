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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
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
    private static final String COMMITS = "commits";
    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Folder output;
    private final CatalogTables tables;
    private final String run;
    private final ZoneId zone;
    private final RunLock lock;
    private final NavigableMap<LocalDate, DayMark> days;

    private Publication(
            Folder output,
            CatalogTables tables,
            String run,
            ZoneId zone,
            RunLock lock,
            NavigableMap<LocalDate, DayMark> days) {
        this.output = output;
        this.tables = tables;
        this.run = run;
        this.zone = zone;
        this.lock = lock;
        this.days = days;
    }

    /**
     * Takes an output that holds tables, as {@link #begin} does.
     *
     * @throws UsageException also if it holds none
     */
    public static Publication existing(String output, String keyId, Configuration conf, Consumer<String> say)
            throws IOException {
        Folder folder = Folder.at(output, conf);
        if (!folder.exists(OutputMark.FILE) && Journal.read(folder).isEmpty()) {
            throw new UsageException("--output " + folder + ": holds no tables of Hangup");
        }
        return begin(output, null, null, keyId, conf, say);
    }

    /** {@link #begin(String, CatalogTables, ZoneId, String, Configuration, Consumer)} of folders that name people as the logs do. */
    public static Publication begin(String output, ZoneId zone, Configuration conf, Consumer<String> say)
            throws IOException {
        return begin(output, null, zone, null, conf, say);
    }

    /**
     * Takes the output, finishes or clears away what a killed run left in it, and makes an empty staging folder.
     *
     * @param output folder of the tables; with a catalog, the folder of all that is not a table: staging, lock, journal, states
     * @param tables the tables in a catalog; null if they are folders
     * @param zone of days and hours; null: that of the tables that are there
     * @param keyId name of the key of the pseudonyms, null if names are to stand in clear
     * @param say gets a sentence about what was found and done
     * @throws UsageException if the output was made in another zone or with another key, or is something else than an output
     * @throws OutputLockedException if another run is at work on it
     */
    public static Publication begin(
            String output, CatalogTables tables, ZoneId zone, String keyId, Configuration conf, Consumer<String> say)
            throws IOException {
        Folder folder = Folder.at(output, conf);
        String catalog = tables == null ? "" : tables.namespace();
        OutputMark.refuseForeign(folder, tables == null ? "--output" : "--work");
        RunLock lock = RunLock.acquire(folder, say);
        boolean done = false;
        try {
            recover(folder, tables, say);
            OutputMark mark = OutputMark.read(folder);
            if (mark != null) {
                mark.check(folder, zone == null ? mark.zone() : zone, keyId, catalog);
            } else if (tables != null && tables.hasRuns()) {
                throw new UsageException(
                        "--work " + folder + ": is new, and the tables in " + catalog
                                + " were made with another one, which knows what they were made of; give that, or another namespace");
            }
            ZoneId its = mark == null ? zone : mark.zone();
            String run = newRun(Instant.now());
            folder.makeFolder(Journal.FOLDER + "/" + run);
            if (mark == null) {
                folder.write(
                        Journal.FOLDER + "/" + run + "/" + OutputMark.FILE,
                        new OutputMark(its, keyId, catalog).format());
            }
            Publication publication = new Publication(folder, tables, run, its, lock, Published.days(folder));
            done = true;
            return publication;
        } finally {
            if (!done) {
                letGo(lock);
            }
        }
    }

    private static void letGo(RunLock lock) throws IOException {
        try {
            lock.deleteIfUnused();
        } finally {
            lock.close();
        }
    }

    /**
     * Makes sure that there is something to publish to, before anything is built.
     *
     * @throws UsageException if the catalog cannot take the tables
     */
    public void prepare() {
        if (tables != null) {
            tables.prepare();
        }
    }

    /** Name of the run. */
    public String run() {
        return run;
    }

    /** The zone of days and hours. */
    public ZoneId zone() {
        return zone;
    }

    /** The output itself: for reading. */
    public Folder output() {
        return output;
    }

    /**
     * Puts staged files and folders in the place of published ones: all, or, killed half way, the rest by the next run.
     *
     * @param folder the name that was given to {@link #staging}
     * @param names where they go, below the output, and where they lie, below that folder
     */
    public void replace(String folder, List<String> names) throws IOException {
        Journal journal = new Journal(
                run,
                "",
                names.stream()
                        .map(name -> new Journal.Move(staged(folder) + "/" + name, name))
                        .toList());
        journal.write(output);
        journal.play(output, null);
    }

    /** Writes a small file below a staging folder. */
    public void stage(String folder, String name, String text) throws IOException {
        staging(folder);
        output.write(staged(folder) + "/" + name, text);
    }

    /** Copies a published file, if it is there, to its place below a staging folder: what replaces the folder round it keeps it. */
    public void keep(String folder, String name) throws IOException {
        if (output.exists(name)) {
            output.copy(name, staged(folder) + "/" + name);
        }
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

    /** Full path of a table; null if it is not there yet. */
    public String table(String name) throws IOException {
        return output.exists(name) ? output.path(name).toString() : null;
    }

    /** Full path of the folder of the states. */
    public String states() {
        return output.path(Tables.STATE).toString();
    }

    /** Full path of the state at the end of a published day. */
    public String state(LocalDate day) {
        return output.path(Tables.partition(Tables.STATE, day)).toString();
    }

    /**
     * Puts the staged days in place. Each day has a folder {@code <table>/date=<day>} for each daily table and the
     * state in one of the parts; {@link Tables#WHOLE} and {@code run.parquet} lie in {@code tables}.
     *
     * @param parts staging folders that hold days, as given to {@link #staging}
     * @param marks what to remember of each day
     * @param others staging folder of the tables that are not by day
     */
    public void publish(List<Part> parts, NavigableMap<LocalDate, DayMark> marks, String others) throws IOException {
        List<Journal.Move> moves = moves(parts, marks, others);
        for (Journal.Move move : moves) {
            if (!output.exists(move.staged())) {
                throw new IllegalStateException("nothing was staged at " + move.staged());
            }
        }
        lock.hold();
        Journal journal =
                tables == null ? new Journal(run, "", moves) : new Journal(run, tables.namespace(), commits(moves));
        journal.write(output);
        try {
            journal.play(output, tables);
        } catch (IOException e) {
            throw new IOException(
                    "publishing stopped half way; the next run on " + output + " finishes it: " + e.getMessage(), e);
        }
        days.putAll(marks);
    }

    private List<Journal.Move> moves(List<Part> parts, NavigableMap<LocalDate, DayMark> marks, String others)
            throws IOException {
        List<Journal.Move> moves = new ArrayList<>();
        if (!output.exists(OutputMark.FILE)) {
            moves.add(new Journal.Move(staged(OutputMark.FILE), OutputMark.FILE));
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
        for (String table : Tables.WHOLE) {
            moves.add(new Journal.Move(staged(others) + "/" + table, table));
        }
        moves.add(new Journal.Move(staged(others) + "/run.parquet", Tables.RUNS + "/" + run + ".parquet"));
        return moves;
    }

    /**
     * The steps for tables in a catalog. Those moves that are not of the states are made at once, within the staging folder, so
     * that what a table gets lies in one folder; {@code runs} comes last. The tables that each run writes anew also stay in the
     * folder, for the next run.
     */
    private List<Journal.Step> commits(List<Journal.Move> moves) throws IOException {
        List<Journal.Step> steps = new ArrayList<>();
        Set<String> committed = new LinkedHashSet<>();
        for (Journal.Move move : moves) {
            if (move.target().startsWith("_")) {
                steps.add(move);
            } else if (Tables.WHOLE.contains(move.target())) {
                output.copy(move.staged(), staged(COMMITS) + "/" + move.target());
                committed.add(move.target());
                steps.add(move);
            } else {
                output.move(move.staged(), staged(COMMITS) + "/" + move.target());
                committed.add(move.target().replaceFirst("/.*", ""));
            }
        }
        committed.forEach(table -> steps.add(new Journal.Commit(staged(COMMITS) + "/" + table, table)));
        return steps;
    }

    /**
     * Days in a staging folder.
     *
     * @param folder the name that was given to {@link #staging}
     * @param days days to publish
     * @param before earlier days of which only the state is kept, for later runs; a published day keeps its own
     */
    public record Part(String folder, NavigableSet<LocalDate> days, NavigableSet<LocalDate> before) {}

    /**
     * Puts copies of the states since a day beside those of the last of some staging folders, where that has none: those of the
     * others, or else the published ones.
     */
    public void lendStates(List<String> names, LocalDate since) throws IOException {
        String last = staged(names.get(names.size() - 1));
        for (String name : names.subList(0, names.size() - 1)) {
            for (String day : output.names(staged(name) + "/" + Tables.STATE)) {
                lend(staged(name) + "/" + Tables.STATE + "/" + day, last + "/" + Tables.STATE + "/" + day);
            }
        }
        for (LocalDate day : days.tailMap(since).keySet()) {
            String state = Tables.partition(Tables.STATE, day);
            lend(state, last + "/" + state);
        }
    }

    private void lend(String state, String copy) throws IOException {
        if (!output.exists(copy)) {
            output.copy(state, copy);
        }
    }

    /** Full path of the folder of all tables. */
    public String tables() {
        return output.path("").toString();
    }

    /**
     * Deletes the partitions of days before a day; of the states those that no later day needs. One that is stopped is
     * gone on with by the next.
     *
     * @param state the first day whose state stays
     */
    public void drop(LocalDate before, LocalDate state) throws IOException {
        for (String table : Tables.DAILY) {
            dropFrom(table, before);
        }
        dropFrom(Tables.STATE, state);
    }

    private void dropFrom(String table, LocalDate before) throws IOException {
        for (String name : output.names(table)) {
            if (name.startsWith("date=") && LocalDate.parse(name.substring(5)).isBefore(before)) {
                output.delete(table + "/" + name);
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

    private static void recover(Folder output, CatalogTables tables, Consumer<String> say) throws IOException {
        var journal = Journal.read(output);
        if (journal.isPresent()) {
            OutputMark.checkCatalog(output, journal.get().catalog(), tables == null ? "" : tables.namespace());
            journal.get().play(output, tables);
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

    private static String newRun(Instant now) {
        byte[] salt = new byte[3];
        new SecureRandom().nextBytes(salt);
        return RUN_NAME.format(now) + "-" + HexFormat.of().formatHex(salt);
    }
}
