package org.hangup.jobs.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;

/** The text of {@code hangup inspect}. */
final class InspectionText {
    private static final int MODULES = 15;
    private static final int SHAPES = 20;
    private static final int MANY = 20;
    private static final long QUARTER = 900_000_000L;
    private static final long DAY = 86_400_000_000L;

    private final Survey survey;
    private final Map<String, Understood> understood;
    private final StringBuilder out = new StringBuilder();

    InspectionText(Survey survey, Map<String, Understood> understood) {
        this.survey = survey;
        this.understood = understood;
    }

    String text() {
        for (LogSummary log : survey.logs()) {
            log(log);
        }
        others();
        if (survey.logs().isEmpty()) {
            line("No log of ejabberd here.");
        }
        return out.toString();
    }

    private void line(String format, Object... args) {
        out.append(args.length == 0 ? format : String.format(Locale.ROOT, format, args))
                .append('\n');
    }

    private void log(LogSummary log) {
        List<SurveyedFile> files =
                survey.files().stream().filter(f -> log.log().equals(f.log())).toList();
        Understood u = understood.getOrDefault(log.log(), new Understood());
        line("Log %s, node %s", log.log(), log.node());
        line("  layout    %s", layouts(u));
        String versions = survey.boots().stream()
                .filter(b -> b.log().equals(log.log()))
                .map(Boot::version)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        line("  version   %s", versions.isEmpty() ? "no record names it" + byLayout(u) : versions);
        line("  time      %s to %s UTC", time(log.firstTs()), time(log.lastTs()));
        line("  zone      %s", zone(u, files));
        files(files);
        boots(log.log());
        gaps(log.log());
        records(files, u);
        line("");
    }

    /** All that are in the log, the commonest first; a file's layout changes where its server was upgraded. */
    private static String layouts(Understood u) {
        if (u.layouts.size() == 1) {
            return u.layouts.keySet().iterator().next();
        }
        return byNumber(u.layouts)
                .map(e -> e.getKey() + " (" + e.getValue() + " records)")
                .collect(Collectors.joining(", "));
    }

    private static String byLayout(Understood u) {
        String versions = u.layouts.keySet().stream()
                .map(name -> Layouts.named(name).versions())
                .distinct()
                .collect(Collectors.joining(", "));
        String server = versions.startsWith("MongooseIM") ? "" : "ejabberd ";
        return versions.isEmpty() || versions.equals("any") ? "" : "; such a layout is of " + server + versions;
    }

    private static Stream<Map.Entry<String, Long>> byNumber(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()));
    }

    private void files(List<SurveyedFile> files) {
        line("  files     %d", files.size());
        for (SurveyedFile f : files.subList(0, Math.min(MANY, files.size()))) {
            line(
                    "    %-40s %-10s %10d records  %s to %s%s",
                    f.file().name(),
                    f.kind(),
                    f.records(),
                    time(f.firstTs()),
                    time(f.lastTs()),
                    f.status().equals("ok") ? "" : "  (" + f.status() + ")");
        }
        more(files.size());
    }

    private void more(int size) {
        if (size > MANY) {
            line("    and %d more", size - MANY);
        }
    }

    private void boots(String log) {
        List<Boot> boots =
                survey.boots().stream().filter(b -> b.log().equals(log)).toList();
        line("  boots     %d", boots.size());
        for (Boot b : boots.subList(0, Math.min(MANY, boots.size()))) {
            String end = b.end() == null
                    ? "the log ends"
                    : b.end().equals(Boot.STOP)
                            ? "stopped " + time(b.endTs())
                            : "no stop: crash, last record " + time(b.endTs());
            line("    %s%s; %s", time(b.fromTs()), b.id().isEmpty() ? " (its start is not in the log)" : "", end);
        }
        more(boots.size());
    }

    private void gaps(String log) {
        List<Gap> gaps = survey.gaps().stream().filter(g -> g.log().equals(log)).toList();
        line("  gaps      %s", gaps.isEmpty() ? "none found" : gaps.size());
        for (Gap g : gaps.subList(0, Math.min(MANY, gaps.size()))) {
            line(
                    "    %s to %s  %-15s %s (%s, offset %d)",
                    time(g.fromTs()), time(g.toTs()), g.kind(), meaning(g), g.file(), g.offset());
        }
        more(gaps.size());
    }

    private static String meaning(Gap gap) {
        String records = gap.dropped() == null ? "records" : gap.dropped() + " records";
        return switch (gap.kind()) {
            case Gap.LAGER_DROPPED -> "lager dropped " + records;
            case Gap.REPORTS_DROPPED ->
                "lager dropped " + (gap.dropped() == null ? "" : gap.dropped() + " ")
                        + "reports of libraries, none of ejabberd's own";
            case Gap.LOGGER_DROPPED -> "the logger dropped " + records;
            case Gap.BURST -> "too many at once: the logger may have dropped records in silence";
            case Gap.ROTATION -> "the file ends within a record, and the next one does not go on with it";
            case Gap.MISSING_FILE -> "a file of the rotation is not there";
            case Gap.UNREADABLE -> "the file cannot be read from here on";
            default -> records + " are missing";
        };
    }

    private void records(List<SurveyedFile> files, Understood u) {
        long rejects = files.stream().mapToLong(SurveyedFile::rejects).sum();
        long records = u.records();
        line(
                "  records   %d with a header that is understood (%s), %d rejects",
                records, percent(records, records + rejects), rejects);
        if (u.foreign > 0) {
            line("  foreign   %d lines of other programs between the records, such as", u.foreign);
            u.foreignLines.forEach(text -> line("    %s", text));
        }
        line("  messages  %d of a catalogue row (%s)", u.matched(), percent(u.matched(), records));
        byNumber(u.events).forEach(e -> line("    %10d  %s", e.getValue(), e.getKey()));
        line("  by module (records, share of a catalogue row)");
        u.modules.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Understood.Count> e) -> -e.getValue().records)
                        .thenComparing(Map.Entry::getKey))
                .limit(MODULES)
                .forEach(e -> line(
                        "    %10d  %5s  %s",
                        e.getValue().records,
                        percent(e.getValue().matched, e.getValue().records),
                        e.getKey().isEmpty() ? "(no module in the header)" : e.getKey()));
        line("  commonest messages of no catalogue row (* of connections)");
        unmatched(u).forEach((shape, n) -> line("    %10d  %s", n, shape));
        if (u.unmatched.isEmpty()) {
            line("    none");
        }
    }

    /** Those of connections first, then by number. */
    private static Map<String, Long> unmatched(Understood u) {
        Map<String, Long> shown = new LinkedHashMap<>();
        u.unmatched.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Understood.Shape, Long> e) ->
                                !e.getKey().module().endsWith("*"))
                        .thenComparing(e -> -e.getValue())
                        .thenComparing(e -> e.getKey().text()))
                .limit(SHAPES)
                .forEach(e -> shown.put((e.getKey().module() + " " + e.getKey().text()).strip(), e.getValue()));
        return shown;
    }

    /** What the log says of its zone. */
    private static String zone(Understood u, List<SurveyedFile> files) {
        if (!u.offsets.isEmpty()) {
            return "printed: " + String.join(", ", u.offsets)
                    + (u.layouts.keySet().stream()
                                    .allMatch(name -> Layouts.named(name).offset())
                            ? ""
                            : "; elsewhere " + assumed(files));
        }
        String assumed = assumed(files);
        if (u.stamps == 0) {
            return assumed + "; nothing in the log tells whether that is right";
        }
        boolean dated = files.stream().allMatch(f -> f.file().date() == null);
        long lag = dated ? u.leastLag : Math.floorMod(u.leastLag + DAY / 2, DAY) - DAY / 2;
        long offset = Math.floorDiv(lag, QUARTER) * QUARTER / 1_000_000;
        boolean possible = Math.abs(offset) <= 18 * 3600;
        return assumed + "; by " + u.stamps + " Erlang timestamp" + (u.stamps == 1 ? "" : "s")
                + " of sessions it may be "
                + (possible ? "UTC" + sign(offset) : "another")
                + " (exact if some session was shorter than a quarter of an hour)";
    }

    private static String assumed(List<SurveyedFile> files) {
        return "not printed; read as "
                + files.stream().map(f -> f.file().zone()).findFirst().orElse("UTC");
    }

    private static String sign(long offset) {
        return offset == 0 ? "" : ZoneOffset.ofTotalSeconds((int) offset).getId();
    }

    private void others() {
        Map<String, List<SurveyedFile>> byKind = survey.files().stream()
                .filter(f -> f.log() == null)
                .collect(Collectors.groupingBy(SurveyedFile::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, files) -> {
            line("%s: %d", kind, files.size());
            for (SurveyedFile f : files.subList(0, Math.min(MANY, files.size()))) {
                line("    %-40s %s", f.file().name(), f.status());
            }
            more(files.size());
        });
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", Math.floor(1000.0 * part / whole) / 10);
    }

    private static String time(long ts) {
        if (ts == LogRecord.NO_TIME) {
            return "?";
        }
        String text = Instant.ofEpochSecond(Math.floorDiv(ts, 1_000_000L), Math.floorMod(ts, 1_000_000L) * 1000)
                .toString();
        return text.substring(0, Math.min(23, text.length() - 1)).replace('T', ' ');
    }
}
