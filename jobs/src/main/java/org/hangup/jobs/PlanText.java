package org.hangup.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.hangup.jobs.archive.Logs;
import org.hangup.jobs.archive.ReadFiles;
import org.hangup.jobs.archive.Survey;
import org.hangup.jobs.archive.Zones;
import org.hangup.jobs.publish.DayMark;

/** What a run would do, in sentences. */
final class PlanText {
    private final Survey survey;
    private final DayPlan plan;
    private final NavigableMap<LocalDate, DayMark> published;
    private final NavigableMap<LocalDate, DayMark> marks;
    private final AnalyzeOptions options;

    /** @param marks of the days that would be built */
    PlanText(
            Survey survey,
            DayPlan plan,
            NavigableMap<LocalDate, DayMark> published,
            NavigableMap<LocalDate, DayMark> marks,
            AnalyzeOptions options) {
        this.survey = survey;
        this.plan = plan;
        this.published = published;
        this.marks = marks;
        this.options = options;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Reasons reasons = Reasons.of(marks, published, Set.of(), options.isAsked());
        long days = marks.size();
        lines.add(
                days == 0
                        ? "nothing to build"
                        : String.format(
                                Locale.ROOT,
                                "would build %d %s and read %.1f MB; days behind them too, should they end in another state",
                                days,
                                days == 1 ? "day" : "days",
                                bytes() / 1e6));
        marks.keySet().forEach(day -> lines.add(reasons.sentence(day)));
        plan.held().forEach((day, why) -> lines.add(day + " would stay as it is: " + why));
        plan.notes().forEach(lines::add);
        return lines;
    }

    /** Uncompressed bytes: of the new files for the survey, and of all that the days are made of. */
    private long bytes() {
        long bytes = sum(survey.bytesRead());
        for (DayPlan.Part part : plan.parts()) {
            boolean all = part.stateOf() == null;
            long from = all ? Long.MIN_VALUE : Zones.start(part.days().first(), options.zone());
            long to = Zones.start(part.days().last().plusDays(1), options.zone());
            bytes += sum(ReadFiles.bytes(ReadFiles.of(survey, new Logs(survey, Map.of()), from, to)));
        }
        return bytes;
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
