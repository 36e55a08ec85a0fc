package org.hangup.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.hangup.jobs.publish.DayMark;

/**
 * Why days were built: {@code first}, {@code grew} (a log has other records of the day than when it was published),
 * {@code late file} (a log that had none then), {@code state changed} (the day before ends in another state) or {@code
 * forced} (asked for).
 *
 * @param byDay by day and log; where a log has no reason of its own, that of another
 * @param own the same without those
 * @param again the days among them that were published before
 */
record Reasons(
        NavigableMap<LocalDate, Map<String, String>> byDay,
        Map<LocalDate, Map<String, String>> own,
        List<LocalDate> again) {
    private static final String FIRST = "first";
    private static final String GREW = "grew";
    private static final String LATE = "late file";
    private static final String STATE = "state changed";
    private static final String FORCED = "forced";
    /** Days that are named one by one. */
    private static final int NAMED = 10;

    /**
     * @param marks of the built days
     * @param published as it was before
     * @param following those of the built days that were built because the day before them ends in another state
     * @param asked whether days were asked for, by their dates or by --force
     */
    static Reasons of(
            NavigableMap<LocalDate, DayMark> marks,
            NavigableMap<LocalDate, DayMark> published,
            Set<LocalDate> following,
            boolean asked) {
        NavigableMap<LocalDate, Map<String, String>> byDay = new TreeMap<>();
        Map<LocalDate, Map<String, String>> ownByDay = new TreeMap<>();
        List<LocalDate> again = new ArrayList<>();
        marks.forEach((day, now) -> {
            DayMark then = published.get(day);
            if (then != null) {
                again.add(day);
            }
            Map<String, String> own = new TreeMap<>();
            now.records().keySet().forEach(log -> {
                String why = why(log, now, then);
                if (why != null) {
                    own.put(log, why);
                }
            });
            String others = own.isEmpty() ? (asked && !following.contains(day) ? FORCED : STATE) : first(own);
            Map<String, String> all = new TreeMap<>(own);
            now.records().keySet().forEach(log -> all.putIfAbsent(log, others));
            byDay.put(day, all);
            ownByDay.put(day, own);
        });
        return new Reasons(byDay, ownByDay, again);
    }

    private static String first(Map<String, String> reasons) {
        return reasons.values().iterator().next();
    }

    /** Why a log has the day built, null if it does not. */
    private static String why(String log, DayMark now, DayMark then) {
        if (then == null) {
            return FIRST;
        }
        if (!then.records().containsKey(log)) {
            return LATE;
        }
        Long digest = now.digests().get(log);
        boolean same = now.records().get(log).equals(then.records().get(log))
                && (digest == null || digest.equals(then.digests().get(log)));
        return same ? null : GREW;
    }

    /** Why a day was built. */
    String sentence(LocalDate day) {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        own.get(day).forEach((log, why) -> logs.computeIfAbsent(why, w -> new ArrayList<>())
                .add(log));
        List<String> parts = new ArrayList<>();
        logs.forEach((why, named) -> parts.add(why + " (" + String.join(", ", named) + ")"));
        if (parts.isEmpty() && !byDay.get(day).isEmpty()) {
            parts.add(first(byDay.get(day)));
        }
        return day + (again.contains(day) ? " again: " : ": ") + (parts.isEmpty() ? STATE : String.join("; ", parts));
    }

    /** A sentence for each day that was built again. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        again.stream().limit(NAMED).forEach(day -> sentences.add("built " + sentence(day)));
        if (again.size() > NAMED) {
            sentences.add("and " + (again.size() - NAMED) + " more days again: see the table days");
        }
        return sentences;
    }
}
