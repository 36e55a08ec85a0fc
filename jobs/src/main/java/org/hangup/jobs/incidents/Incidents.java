package org.hangup.jobs.incidents;

import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.hangup.jobs.archive.LocalClock;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.Zones;
import org.hangup.jobs.events.AcceptFailures;
import org.hangup.jobs.tables.DayFiles;

/**
 * The incidents of some days. What the archive and the events of the server tell is put together here (restarts, crashes, accepts that
 * failed); what hit many connections is found by statistics on the staged rows: only counts by minute and what bursts have in common come
 * to the driver.
 *
 * <p>At midnight: restarts, crashes and failing accepts are carried on by the state, and are written once, on the day in which the
 * log's time is 60 s behind their end. A burst of ends or openings is cut at midnight, each part an incident if it is one by
 * itself; failing logins and flapping are told day by day. What is usual is known of the 28 days before, by the state.
 */
public final class Incidents {
    /** A day with fewer settled connections has no usual, and nothing that hits many. */
    private static final long FEW = 20;

    private static final long MINUTE = 60_000_000L;
    /** So many minutes a day has, at most, when the clocks are set back. */
    private static final int MINUTES = 25 * 60;

    private final Survey survey;
    private final Logs logs;
    private final Nodes nodes;
    private final boolean ends;
    private final List<AcceptFailures.Run> failures;
    private final Before before;
    private final ZoneId zone;
    private final LocalClock clock;

    /** What the state of the day before knows. */
    public record Before(List<Carried> carried, List<Hourly> hourly) {
        public Before {
            carried = List.copyOf(carried);
            hourly = List.copyOf(hourly);
        }
    }

    /** The incidents by their days, and what each day leaves to the next. */
    public record Found(
            Map<LocalDate, List<Incident>> incidents, Map<LocalDate, List<Carried>> carried, List<Hourly> hourly) {}

    /**
     * @param boots by the numbers of logs and boots
     * @param failures of the days that are built
     * @param zone of days and hours
     */
    public Incidents(
            Survey survey,
            Logs logs,
            LoggedBoot[][] boots,
            List<AcceptFailures.Run> failures,
            Before before,
            ZoneId zone) {
        this.survey = survey;
        this.logs = logs;
        this.nodes = new Nodes(boots);
        this.ends = Stream.of(boots).flatMap(Stream::of).anyMatch(boot -> boot.end() != LoggedBoot.End.NONE);
        this.failures = List.copyOf(failures);
        this.before = before;
        this.zone = zone;
        this.clock = new LocalClock(zone);
    }

    /**
     * Finds them.
     *
     * @param staged rows of {@link org.hangup.jobs.sessions.SettledRows}
     * @param rows how many of them were settled on each day that is built
     */
    public Found find(Dataset<Row> staged, Map<LocalDate, Long> rows) {
        NavigableSet<LocalDate> days = new TreeSet<>(rows.keySet());
        NavigableSet<LocalDate> busy = new TreeSet<>(rows.keySet());
        busy.removeIf(day -> rows.get(day) < FEW);
        AcceptIncidents accepts = new AcceptIncidents(runs(days.first()), clock);
        BootIncidents boots = new BootIncidents(
                ends ? Outages.of(survey, logs, nodes) : List.of(), ends ? ended(staged, days) : List.of(), clock);
        List<Incident> all = new ArrayList<>(accepts.incidents(nodes));
        all.addAll(boots.incidents(nodes));
        List<Hourly> hourly = new ArrayList<>();
        if (!busy.isEmpty()) {
            Dataset<Row> settled = DayFiles.ofDays(staged, busy);
            all.addAll(Accounts.authFailures(settled));
            all.addAll(Accounts.flapping(settled));
            all.addAll(bursts(staged, busy, hourly));
        }
        Map<LocalDate, List<Incident>> incidents = new TreeMap<>();
        Map<LocalDate, List<Carried>> carried = new TreeMap<>();
        for (LocalDate day : days) {
            int number = (int) day.toEpochDay();
            incidents.put(
                    day,
                    all.stream()
                            .filter(incident -> incident.day() == number)
                            .sorted(Comparator.comparing(Incident::from)
                                    .thenComparing(Incident::kind)
                                    .thenComparing(Incident::scope)
                                    .thenComparing(Incident::log)
                                    .thenComparing(Incident::node))
                            .toList());
            carried.put(
                    day,
                    Stream.concat(accepts.carried(number, nodes).stream(), boots.carried(number, nodes).stream())
                            .toList());
        }
        return new Found(incidents, carried, hourly);
    }

    private List<AcceptFailures.Run> runs(LocalDate first) {
        List<AcceptFailures.Run> runs = new ArrayList<>(failures);
        int dayBefore = (int) first.toEpochDay() - 1;
        before.carried().stream()
                .filter(carried -> carried.what().equals(Carried.ACCEPTS))
                .forEach(carried -> runs.add(new AcceptFailures.Run(
                        logs.number(carried.log()),
                        logs.boot(carried.log(), carried.bootId()),
                        Long.MIN_VALUE,
                        dayBefore,
                        carried.file(),
                        carried.offset(),
                        carried.from(),
                        carried.to(),
                        carried.connections(),
                        carried.cause())));
        return runs;
    }

    /** The connections that the ends of boots have ended, by boot and day. */
    private List<BootIncidents.Ended> ended(Dataset<Row> staged, NavigableSet<LocalDate> days) {
        List<BootIncidents.Ended> ended = new ArrayList<>();
        int dayBefore = (int) days.first().toEpochDay() - 1;
        before.carried().stream()
                .filter(carried -> carried.what().equals(Carried.ENDS))
                .forEach(carried -> ended.add(new BootIncidents.Ended(
                        logs.number(carried.log()),
                        logs.boot(carried.log(), carried.bootId()),
                        dayBefore,
                        carried.connections(),
                        carried.users())));
        DayFiles.ofDays(staged, days)
                .where("cause IN ('server_shutdown', 'server_crash') AND session_id IS NOT NULL")
                .groupBy("log_number", "boot", "date")
                .agg(expr("count(*) AS connections"), expr("count(DISTINCT user, coalesce(server, '')) AS users"))
                .collectAsList()
                .forEach(row -> ended.add(new BootIncidents.Ended(
                        row.getInt(0),
                        row.getInt(1),
                        (int) row.getDate(2).toLocalDate().toEpochDay(),
                        row.getLong(3),
                        row.getLong(4))));
        return ended;
    }

    /** @param hourly gets what the days add to what is usual */
    private List<Incident> bursts(Dataset<Row> staged, NavigableSet<LocalDate> days, List<Hourly> hourly) {
        Dataset<Row> happenings = Happenings.of(staged, days, zone);
        Usual usual = new Usual();
        before.hourly().forEach(known -> usual.add(known.day(), known.series(), known.hour(), known.count()));
        List<Happenings.Found> found = new ArrayList<>();
        Iterator<Row> rows = Happenings.minutes(happenings).toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            int day = row.getInt(0);
            Series series = new Series(row.getString(1), row.getString(2), row.getString(3));
            long[] minutes = counts(row.getList(4));
            long begins = Zones.start(LocalDate.ofEpochDay(day), zone);
            for (Bursts.Burst burst : Bursts.find(minutes, usual.before(day, series))) {
                found.add(new Happenings.Found(
                        day, series, begins + burst.from() * MINUTE, begins + burst.to() * MINUTE, burst.usual()));
            }
            usual.add(day, series, minutes);
            long[] hours = usual.of(day, series);
            for (int hour = 0; hour < hours.length; hour++) {
                if (hours[hour] > 0) {
                    hourly.add(new Hourly(day, series, hour, hours[hour]));
                }
            }
        }
        return found.isEmpty() ? List.of() : scoped(happenings, found);
    }

    private static long[] counts(List<Long> minutes) {
        long[] counts = new long[MINUTES];
        for (long minute : minutes) {
            counts[(int) (minute >> 32)] = minute & 0xffff_ffffL;
        }
        int last = MINUTES;
        while (last > 0 && counts[last - 1] == 0) {
            last--;
        }
        return Arrays.copyOf(counts, last);
    }

    private static List<Incident> scoped(Dataset<Row> happenings, List<Happenings.Found> found) {
        Map<Integer, Map<String, Row>> shares = new HashMap<>();
        for (Row row : Happenings.shares(happenings, found).collectAsList()) {
            shares.computeIfAbsent(row.getAs("burst"), burst -> new TreeMap<>()).put(row.getAs("kind"), row);
        }
        List<Incident> incidents = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            incidents.add(incident(found.get(i), shares.get(i)));
        }
        return incidents;
    }

    private static Incident incident(Happenings.Found burst, Map<String, Row> shares) {
        Scopes.Share scope = Scopes.of(shares.values().stream()
                .map(row -> new Scopes.Share(
                        row.getAs("kind"), row.getAs("value"), row.getAs("inside"), row.getAs("others")))
                .toList());
        Row those = shares.get(scope.kind());
        Row at = those.getAs("at");
        boolean ends = burst.series().what().equals(Happenings.END);
        return new Incident(
                burst.series().log(),
                burst.series().node(),
                ends ? Incident.MASS_DISCONNECT : Incident.RECONNECT_STORM,
                burst.day(),
                those.getAs("from"),
                those.getAs("to"),
                scope.kind() + " " + scope.value(),
                scope.inside(),
                those.getAs("users"),
                burst.usual(),
                ends ? shares.get("cause").getAs("value") : null,
                at.isNullAt(1) ? null : at.getString(1),
                at.isNullAt(1) ? null : at.getLong(2));
    }
}
