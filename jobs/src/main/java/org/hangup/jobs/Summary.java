package org.hangup.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hangup.jobs.archive.SurveyedFile;

/** What a run tells at its end, line by line; what fell short comes last. */
final class Summary {
    private static final int NAMED = 10;

    private final AnalysisResult result;
    private final List<String> lines = new ArrayList<>();

    private Summary(AnalysisResult result) {
        this.result = result;
    }

    static List<String> of(AnalysisResult result) {
        Summary summary = new Summary(result);
        summary.counts();
        summary.causes();
        summary.where();
        summary.shortfalls();
        return summary.lines;
    }

    private void counts() {
        row("files", result.files().size(), kinds());
        row("records", result.records(), "");
        row("events", result.events(), "");
        row("connections", result.counts().connections(), "");
        row("sessions", result.counts().sessions(), "");
    }

    private String kinds() {
        Map<String, Long> kinds = new TreeMap<>();
        result.files().forEach(file -> kinds.merge(file.kind().replace('_', ' '), 1L, Long::sum));
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, count) -> parts.add(count + " " + kind));
        return String.join(", ", parts);
    }

    private void causes() {
        if (!result.counts().disconnects().isEmpty()) {
            lines.add("disconnects by cause:");
        }
        result.counts().disconnects().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(cause -> row("  " + cause.getKey(), cause.getValue(), ""));
    }

    private void where() {
        row("rejects", result.rejects(), result.rejects() == 0 ? "" : "see " + result.place("rejects"));
        lines.add(String.format(
                Locale.ROOT, "%-22s%12.1f", "seconds", result.took().toMillis() / 1000.0));
        lines.add(
                result.days().isEmpty()
                        ? "no day was built"
                        : result.days().size() + (result.days().size() == 1 ? " day, " : " days, ") + span()
                                + ", published in " + result.output() + " (run " + result.run() + ")");
        result.notes().forEach(lines::add);
    }

    private String span() {
        LocalDate first = result.days().first();
        LocalDate last = result.days().last();
        return first.equals(last) ? first.toString() : first + " to " + last;
    }

    private void shortfalls() {
        result.held()
                .forEach((day, why) -> lines.add(day + " stays as it was: " + why
                        + (result.days().contains(day) ? "" : "; --force replaces it")));
        named(result.unread(), "could not be read to its end");
        if (result.newRejects() > 0) {
            lines.add(result.newRejects() + (result.newRejects() == 1 ? " piece" : " pieces")
                    + " of the input could not be read as records: see " + result.place("rejects"));
        }
    }

    private void named(List<SurveyedFile> files, String what) {
        files.stream().limit(NAMED).forEach(file -> lines.add(file.file().name() + " " + what + ": " + file.status()));
        if (files.size() > NAMED) {
            lines.add("and " + (files.size() - NAMED) + " more: see " + result.place("runs"));
        }
    }

    private void row(String name, long count, String remark) {
        lines.add(String.format(Locale.ROOT, "%-22s%,12d%s", name, count, remark.isEmpty() ? "" : "  " + remark));
    }
}
