package org.hangup.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.hangup.archive.NoSuchInputException;
import org.hangup.jobs.archive.Archive;
import org.hangup.jobs.archive.Changes;
import org.hangup.jobs.archive.Ledger;
import org.hangup.jobs.archive.LedgerTable;
import org.hangup.jobs.archive.PrivateSurvey;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.SurveyedFile;
import org.hangup.jobs.people.Privacy;
import org.hangup.jobs.publish.CatalogTables;
import org.hangup.jobs.publish.Counts;
import org.hangup.jobs.publish.DayMark;
import org.hangup.jobs.publish.ObjectStores;
import org.hangup.jobs.publish.Publication;
import org.hangup.jobs.publish.Published;
import org.hangup.jobs.publish.RunRow;
import org.hangup.jobs.publish.StagedDays;
import org.hangup.jobs.state.State;
import org.hangup.jobs.tables.Tables;
import org.hangup.people.PeopleKey;

/**
 * One run: looks the input over, decides which days to build, builds and checks them, and publishes them. Nothing is
 * published if it throws.
 */
public final class Analysis {
    /** A session follows one that was settled within 30 days before it opened. */
    private static final int DAYS_BACK = 31;
    /** Files that are named one by one. */
    private static final int NAMED = 5;

    private static final NavigableSet<LocalDate> NO_DAYS = Collections.emptyNavigableSet();

    private final SparkSession spark;
    private final AnalyzeOptions options;
    private final Surveyor surveyor;
    private final DayBuilder builder;
    private final Consumer<String> say;
    private final Instant started = Instant.now();

    private final List<Publication.Part> built = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> eventsByFile = new HashMap<>();
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, Long> bytesRead = new HashMap<>();
    private final NavigableSet<LocalDate> following = new TreeSet<>();
    private final Map<LocalDate, Set<String>> takenOver = new HashMap<>();
    private long events;
    private Counts counts = Counts.NONE;

    /**
     * @param surveyor looks the input over
     * @param builder makes the tables
     * @param say gets a line at each step
     */
    public Analysis(
            SparkSession spark, AnalyzeOptions options, Surveyor surveyor, DayBuilder builder, Consumer<String> say) {
        this.spark = spark;
        this.options = options;
        this.surveyor = surveyor;
        this.builder = builder;
        this.say = say;
    }

    /** A run of the real archive and pipeline. */
    static Analysis of(SparkSession spark, AnalyzeOptions options, Consumer<String> say) {
        return new Analysis(spark, options, Analysis::survey, new Pipeline(), say);
    }

    /**
     * Does the run; once.
     *
     * @throws UsageException if an argument is wrong
     * @throws AnalysisException if there is nothing to analyze
     * @throws IOException if the output cannot be written, or another run is at work on it
     */
    public AnalysisResult run() throws IOException {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        ObjectStores.refuse(options, conf);
        Arguments.check("--input", options, conf);
        PeopleKey key = Privacy.key(options.pseudonyms(), conf);
        String keyId = key == null ? null : key.id();
        CatalogTables tables = options.catalog() == null ? null : new CatalogTables(spark, options.catalog());
        try (Publication publication = Publication.begin(options.output(), tables, options.zone(), keyId, conf, say)) {
            Privacy privacy = Privacy.of(key, options.output(), List.of(), conf);
            new Forgetting(spark, publication, privacy, say).finish();
            say.accept("looking at the files");
            Survey seen = surveyor.survey(spark, options, ledger(publication.table(Tables.FILES)));
            Survey survey = PrivateSurvey.of(seen, privacy);
            bytesRead.putAll(survey.bytesRead());
            NavigableMap<LocalDate, DayMark> input = InputDays.of(survey, options, conf);
            note(passedOver(survey));
            if (survey.files().stream().noneMatch(Analysis::mayBeLog)) {
                throw new UsageException(
                        "--input " + String.join(" ", options.inputs()) + ": holds no log of ejabberd (" + kinds(survey)
                                + "); give a file, a folder or a glob of logs");
            }
            DayPlan plan = planner(input, publication.days(), publication.states(), options.force())
                    .plan(options.from(), options.to());
            NavigableMap<LocalDate, String> held = new TreeMap<>(plan.held());
            note(plan.notes());
            publication.prepare();
            try {
                for (DayPlan.Part part : plan.parts()) {
                    String state = state(publication, part);
                    build(
                            publication,
                            survey,
                            part,
                            state,
                            state == null ? before(part.days().first(), input) : NO_DAYS);
                }
                held.putAll(rebuildFollowing(publication, survey, input));
            } catch (Exception e) { // Spark's, too, which nothing declares
                Set<String> all =
                        survey.files().stream().map(file -> file.file().name()).collect(Collectors.toSet());
                refuseChanges(survey, seen.ledger(), all, conf);
                throw e;
            }
            refuseChanges(survey, seen.ledger(), bytesRead.keySet(), conf);
            publish(publication, survey, keyId, input);
            return result(publication, survey, held);
        }
    }

    /**
     * What {@link #run} would do, in sentences; nothing is changed.
     *
     * @throws UsageException if an argument is wrong
     */
    public List<String> plan() throws IOException {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        Arguments.check("--input", options, conf);
        PeopleKey key = Privacy.key(options.pseudonyms(), conf);
        Privacy privacy = Privacy.of(key, options.output(), List.of(), conf);
        Published published = Published.of(options.output(), options.catalog(), options.zone(), privacy.keyId(), conf);
        say.accept("looking at the files");
        Survey survey = PrivateSurvey.of(surveyor.survey(spark, options, ledger(published.files())), privacy);
        NavigableMap<LocalDate, DayMark> input = InputDays.of(survey, options, conf);
        DayPlan plan = planner(input, published.days(), published.states(), options.force())
                .plan(options.from(), options.to());
        return new PlanText(survey, plan, published.days(), marks(plan.days(), input), options).lines();
    }

    private Ledger ledger(String files) {
        return files == null ? Ledger.NONE : LedgerTable.read(spark, files, Version.text(), say);
    }

    /**
     * What was seen at the look is what was built, or nothing is published.
     *
     * @param read names of the files that may have been read
     */
    private static void refuseChanges(Survey survey, Ledger ledger, Set<String> read, Configuration conf) {
        List<String> changed = Changes.of(survey, ledger, read, conf);
        if (!changed.isEmpty()) {
            throw new InputChangedException(changed);
        }
    }

    private static Survey survey(SparkSession spark, AnalyzeOptions options, Ledger ledger) {
        try {
            return Archive.survey(spark, options, ledger);
        } catch (NoSuchInputException e) {
            throw new UsageException("--input " + e.getMessage());
        }
    }

    /** @param states full path of the folder of the published states */
    private DayPlan.Planner planner(
            NavigableMap<LocalDate, DayMark> input,
            NavigableMap<LocalDate, DayMark> published,
            String states,
            boolean force) {
        return new DayPlan.Planner(
                input, published, force, Version.text(), day -> new State(spark, states + "/date=" + day)
                        .provisional());
    }

    /** What is to be remembered of days that are built. */
    private static NavigableMap<LocalDate, DayMark> marks(
            NavigableSet<LocalDate> days, NavigableMap<LocalDate, DayMark> input) {
        NavigableMap<LocalDate, DayMark> marks = new TreeMap<>();
        days.forEach(day -> marks.put(day, input.getOrDefault(day, InputDays.quiet())));
        return marks;
    }

    /** The days of the input before a day whose last sessions its sessions may follow. */
    private static NavigableSet<LocalDate> before(LocalDate first, NavigableMap<LocalDate, DayMark> input) {
        return new TreeSet<>(
                input.tailMap(first.minusDays(DAYS_BACK)).headMap(first).keySet());
    }

    /** The state that a part starts from: of a published day, or of one that was just built. */
    private String state(Publication publication, DayPlan.Part part) throws IOException {
        if (!part.goesOn()) {
            return part.stateOf() == null ? null : publication.state(part.stateOf());
        }
        List<String> earlier = built.stream().map(Publication.Part::folder).toList();
        publication.lendStates(earlier, part.stateOf().minusDays(DAYS_BACK));
        return stagedState(publication, earlier.get(earlier.size() - 1), part.stateOf());
    }

    private static String stagedState(Publication publication, String folder, LocalDate day) throws IOException {
        return publication.staging(folder) + "/" + Tables.partition(Tables.STATE, day);
    }

    /** @param before earlier days to build too, of which only the states are kept: the input is read from its beginning */
    private void build(
            Publication publication, Survey survey, DayPlan.Part part, String state, NavigableSet<LocalDate> before)
            throws IOException {
        String name = "days-" + built.size();
        String staging = publication.staging(name);
        say.accept("building " + span(part.days().first(), part.days().last()));
        NavigableSet<LocalDate> days = new TreeSet<>(before);
        days.addAll(part.days());
        TakenOver taken = part.taken().isEmpty()
                ? TakenOver.NOTHING
                : new TakenOver(part.taken(), publication.tables(), options.catalog());
        part.days().forEach(day -> takenOver.put(day, part.taken()));
        part.taken()
                .forEach(log -> note(List.of("the input holds nothing any more of " + log + " on "
                        + part.days().first() + ": its rows stay as they are published")));
        BuiltDays made = builder.build(spark, survey, options, days, state, taken, staging);
        StagedDays staged = new StagedDays(spark, staging, part.days());
        staged.complete();
        counts = counts.plus(staged.check());
        events += made.events();
        made.eventsByFile().forEach((file, count) -> eventsByFile.merge(file, count, Long::sum));
        nodes.putAll(made.nodes());
        made.bytesByFile().forEach((file, bytes) -> bytesRead.merge(file, bytes, Long::sum));
        note(made.notes());
        built.add(new Publication.Part(name, part.days(), before));
    }

    /** Builds the published days after the last built one again, if that now ends in another state. */
    private NavigableMap<LocalDate, String> rebuildFollowing(
            Publication publication, Survey survey, NavigableMap<LocalDate, DayMark> input) throws IOException {
        if (built.isEmpty()) {
            return new TreeMap<>();
        }
        Publication.Part last = built.get(built.size() - 1);
        LocalDate day = last.days().last();
        if (publication.days().tailMap(day, false).isEmpty()) {
            return new TreeMap<>();
        }
        String state = stagedState(publication, last.folder(), day);
        String before = publication.days().containsKey(day) ? publication.state(day) : null;
        if (before != null && new States(spark).same(before, state)) {
            return new TreeMap<>();
        }
        // --force is meant for the days that were asked for.
        DayPlan plan =
                planner(input, publication.days(), publication.states(), false).following(day);
        for (DayPlan.Part part : plan.parts()) {
            note(List.of("rebuilding " + span(part.days().first(), part.days().last()) + " too: " + day
                    + " now ends in another state than when they were built"));
            following.addAll(part.days());
            build(publication, survey, part, state(publication, part), NO_DAYS);
        }
        return plan.held();
    }

    private void publish(Publication publication, Survey survey, String keyId, NavigableMap<LocalDate, DayMark> input)
            throws IOException {
        NavigableSet<LocalDate> all = new TreeSet<>();
        built.forEach(part -> all.addAll(part.days()));
        NavigableMap<LocalDate, DayMark> marks = marks(all, input);
        Reasons reasons = Reasons.of(marks, publication.days(), following, options.isAsked());
        note(reasons.sentences());
        String tables = publication.staging("tables");
        LocalDate keptFrom = keptFrom(publication, marks);
        new RunTables(spark, publication, survey, options.zone(), keptFrom).write(tables, reasons.byDay(), takenOver);
        // what is taken over is still of the records that it was made of
        marks.replaceAll((day, mark) -> takenOver.get(day).isEmpty()
                ? mark
                : mark.keeping(publication.days().get(day), takenOver.get(day)));
        new RunRow(
                        publication.run(),
                        started,
                        Version.text(),
                        marks.isEmpty() ? null : marks.firstKey(),
                        marks.isEmpty() ? null : marks.lastKey(),
                        options.zone().getId(),
                        keyId,
                        records(survey),
                        events,
                        counts,
                        eventsByFile,
                        nodes,
                        survey.files(),
                        bytesRead)
                .write(spark, tables);
        say.accept("publishing");
        publication.publish(built, marks, "tables");
        if (keptFrom != null) {
            publication.drop(keptFrom, keptFrom.minusDays(DAYS_BACK));
        }
    }

    /** The first day that --keep leaves; null: all stay. */
    private LocalDate keptFrom(Publication publication, NavigableMap<LocalDate, DayMark> marks) {
        NavigableSet<LocalDate> days = new TreeSet<>(publication.days().keySet());
        days.addAll(marks.keySet());
        return options.keep() == 0 || days.isEmpty() ? null : days.last().minusDays(options.keep() - 1L);
    }

    private AnalysisResult result(Publication publication, Survey survey, NavigableMap<LocalDate, String> held) {
        NavigableMap<LocalDate, String> stay = new TreeMap<>(held);
        var days = new TreeSet<LocalDate>();
        built.forEach(part -> days.addAll(part.days()));
        return new AnalysisResult(
                publication.run(),
                options.catalog() == null ? options.output() : options.catalog(),
                options.catalog() != null,
                days,
                stay,
                survey.files(),
                records(survey),
                events,
                counts,
                survey.files().stream().mapToLong(SurveyedFile::rejects).sum(),
                survey.files().stream()
                        .filter(file -> isRead(survey, file))
                        .mapToLong(SurveyedFile::rejects)
                        .sum(),
                unread(survey),
                notes,
                Duration.between(started, Instant.now()));
    }

    /** Logs that could not be read to their end. */
    private static List<SurveyedFile> unread(Survey survey) {
        return survey.files().stream()
                .filter(file -> isRead(survey, file))
                .filter(file -> file.kind().equals(SurveyedFile.UNREADABLE) || file.broken())
                .toList();
    }

    /** Whether this run looked at it: what was wrong with the others was told by the runs before. */
    private static boolean isRead(Survey survey, SurveyedFile file) {
        return survey.bytesRead().containsKey(file.file().name());
    }

    /** What stands beside the logs and may hold one in a form that is not read. */
    private static List<String> passedOver(Survey survey) {
        List<SurveyedFile> files = survey.files().stream()
                .filter(file -> file.kind().equals(SurveyedFile.NOT_A_LOG)
                        && !file.status().equals(SurveyedFile.NO_RECORD))
                .toList();
        List<String> sentences = new ArrayList<>();
        files.stream()
                .limit(NAMED)
                .forEach(file -> sentences.add(file.file().name() + " is not read: " + file.status()));
        if (files.size() > NAMED) {
            sentences.add("and " + (files.size() - NAMED) + " more that are not read");
        }
        return sentences;
    }

    private void note(List<String> sentences) {
        notes.addAll(sentences);
        sentences.forEach(say);
    }

    private static long records(Survey survey) {
        return survey.files().stream()
                .filter(file -> file.kind().equals(SurveyedFile.LOG))
                .mapToLong(SurveyedFile::records)
                .sum();
    }

    private static String kinds(Survey survey) {
        if (survey.files().isEmpty()) {
            return "no files at all";
        }
        Map<String, Long> kinds = new TreeMap<>();
        survey.files().forEach(file -> kinds.merge(file.kind().replace('_', ' '), 1L, Long::sum));
        return kinds.toString().replaceAll("[{}]", "").replace('=', ' ');
    }

    private static boolean mayBeLog(SurveyedFile file) {
        return !file.kind().equals(SurveyedFile.NOT_A_LOG);
    }

    private static String span(LocalDate first, LocalDate last) {
        return first.equals(last) ? first.toString() : first + " to " + last;
    }
}
