package org.hangup.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hangup.jobs.publish.DayMark;

/**
 * Which days a run builds, and which it leaves as they are.
 *
 * @param parts days to build, in order; between two parts lies a day that stays as it is
 * @param held days that stay as they are though they were asked for, each with the reason
 * @param notes what else the user should know
 */
record DayPlan(List<Part> parts, NavigableMap<LocalDate, String> held, List<String> notes) {
    /**
     * Days that are built in one go.
     *
     * @param stateOf the day whose state they start from; null: from the beginning of the input
     * @param goesOn whether that day is the last one of the part before, and not yet published
     * @param taken logs of which the input holds nothing any more of the day: their rows are taken over as they are published
     */
    record Part(NavigableSet<LocalDate> days, LocalDate stateOf, boolean goesOn, Set<String> taken) {}

    /** All days that are built. */
    NavigableSet<LocalDate> days() {
        NavigableSet<LocalDate> days = new TreeSet<>();
        parts.forEach(part -> days.addAll(part.days()));
        return days;
    }

    /** What a plan is made from. */
    static final class Planner {
        private final NavigableMap<LocalDate, DayMark> input;
        private final NavigableMap<LocalDate, DayMark> published;
        private final boolean force;
        private final String version;
        private final Function<LocalDate, Set<String>> provisional;
        private final NavigableMap<LocalDate, String> held = new TreeMap<>();
        private final List<String> notes = new ArrayList<>();

        /**
         * @param input its days that have records
         * @param published the published days
         * @param force build also days of which the input holds less than was published
         * @param version version of this program: a state that another one made is not used
         * @param provisional the logs of which a published day has rows that must be made again when those logs go on
         */
        Planner(
                NavigableMap<LocalDate, DayMark> input,
                NavigableMap<LocalDate, DayMark> published,
                boolean force,
                String version,
                Function<LocalDate, Set<String>> provisional) {
            this.provisional = provisional;
            this.input = input;
            this.published = published;
            this.force = force;
            this.version = version;
        }

        /**
         * The plan for the days from {@code from} to {@code to}, inclusive; null: as far as the input goes. If neither is given nor
         * force, from the first to the last day of which the input has something that was not published.
         */
        DayPlan plan(LocalDate from, LocalDate to) {
            NavigableSet<LocalDate> wanted = wanted(from, to);
            if (from == null && to == null && !force) {
                leaveKnown(wanted);
            }
            hold(wanted);
            if ((from != null || !force) && !wanted.isEmpty()) {
                reachBack(wanted);
            }
            return new DayPlan(parts(wanted, null), held, notes);
        }

        /**
         * The plan for the published days after a day that ended in another state than before; from the first day that
         * must stay as it is, all stay.
         */
        DayPlan following(LocalDate changed) {
            NavigableSet<LocalDate> days =
                    new TreeSet<>(published.tailMap(changed, false).keySet());
            NavigableSet<LocalDate> all = new TreeSet<>(days);
            hold(days);
            if (!held.isEmpty()) {
                LocalDate first = held.firstKey();
                for (LocalDate day : all.tailSet(first, false)) {
                    held.putIfAbsent(day, "the day before it stays, so it cannot be built on what has changed");
                }
                days.removeAll(all.tailSet(first));
            }
            return new DayPlan(parts(days, changed), held, notes);
        }

        private NavigableSet<LocalDate> wanted(LocalDate from, LocalDate to) {
            NavigableSet<LocalDate> known = new TreeSet<>(input.keySet());
            if (from != null || to != null) {
                known.addAll(published.keySet());
            }
            LocalDate first = from != null || input.isEmpty() ? from : input.firstKey();
            LocalDate last = to != null || input.isEmpty() ? to : input.lastKey();
            known.removeIf(day -> (first != null && day.isBefore(first)) || (last != null && day.isAfter(last)));
            if (known.isEmpty() && from != null) {
                known.add(from); // A quiet day: its tables are there, and empty.
            }
            return known;
        }

        private void leaveKnown(NavigableSet<LocalDate> days) {
            NavigableSet<LocalDate> news = new TreeSet<>(days);
            news.removeIf(this::isKnown);
            int all = days.size();
            days.removeIf(day -> news.isEmpty() || day.isBefore(news.first()) || day.isAfter(news.last()));
            if (days.size() < all) {
                int left = all - days.size();
                notes.add(left + (left == 1 ? " day" : " days")
                        + " of the input are published already; --force builds them again");
            }
        }

        /** All of the input's records of the day are what it was published from, or what rotation has left of them. */
        private boolean isKnown(LocalDate day) {
            DayMark mark = published.get(day);
            if (mark == null) {
                return false;
            }
            DayMark today = now(day);
            return today.records().entrySet().stream().allMatch(now -> {
                Long then = mark.records().get(now.getKey());
                Long digest = today.digests().get(now.getKey());
                return then != null
                        && digest != null
                        && (now.getValue() < then
                                || (now.getValue().equals(then)
                                        && digest.equals(mark.digests().get(now.getKey()))));
            });
        }

        private void hold(NavigableSet<LocalDate> days) {
            if (force) {
                return;
            }
            for (LocalDate day : List.copyOf(days)) {
                String poorer = poorer(day);
                if (poorer != null) {
                    held.put(day, poorer);
                    days.remove(day);
                }
            }
        }

        /** Builds also the days before, where the input has more of them than when they were published. */
        private void reachBack(NavigableSet<LocalDate> days) {
            LocalDate before = stateDay(days.first());
            if (before != null && !richer(before) && goesOnBehind(before) && poorer(before) == null) {
                notes.add("rebuilding " + before + " too: a log goes on behind what had been its last record");
                days.add(before);
                before = stateDay(before);
            }
            while (before != null && richer(before)) {
                String poorer = poorer(before);
                if (poorer != null && !force) {
                    held.put(before, poorer);
                    return;
                }
                notes.add("rebuilding " + before + " too: the input holds more of it than when it was published");
                days.add(before);
                before = stateDay(before);
            }
        }

        /** @param built a day before them that was built in this run, whose state they start from; null: none */
        private List<Part> parts(NavigableSet<LocalDate> days, LocalDate built) {
            List<Part> parts = new ArrayList<>();
            LocalDate before = built;
            for (LocalDate day : days) {
                Set<String> taken = force ? Set.of() : gone(day);
                boolean follows =
                        before != null && held.subMap(before, false, day, false).isEmpty();
                Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
                if (follows && last != null && taken.isEmpty() && last.taken().isEmpty()) {
                    last.days().add(day);
                } else if (follows) {
                    parts.add(new Part(new TreeSet<>(Set.of(day)), before, true, taken));
                } else {
                    parts.add(part(new TreeSet<>(Set.of(day)), taken));
                }
                before = day;
            }
            return parts;
        }

        /** The logs of which the input holds nothing any more of a published day. */
        private Set<String> gone(LocalDate day) {
            DayMark mark = published.get(day);
            Set<String> gone = new TreeSet<>();
            if (mark != null) {
                gone.addAll(mark.records().keySet());
                gone.removeAll(now(day).records().keySet());
            }
            return gone;
        }

        private Part part(NavigableSet<LocalDate> days, Set<String> taken) {
            LocalDate first = days.first();
            LocalDate state = stateDay(first);
            if (state != null && published.get(state).version().equals(version)) {
                return new Part(days, state, false, taken);
            }
            if (!input.headMap(first).isEmpty()) {
                notes.add(
                        state == null
                                ? "no state of the day before " + first
                                        + " is published: reading the input from its beginning"
                                : "the state of " + state + " was made by version "
                                        + published.get(state).version() + ": reading the input from its beginning");
            }
            return new Part(days, null, false, taken);
        }

        /** The published day that a day follows, with no records between them; null if there is none. */
        private LocalDate stateDay(LocalDate day) {
            LocalDate before = published.lowerKey(day);
            return before == null || !input.subMap(before, false, day, false).isEmpty() ? null : before;
        }

        /**
         * What the input has less of a published day than when it was published; null if nothing. Rows of a log that is gone
         * from a day can be taken over; those of one that is there in part cannot be told apart.
         */
        private String poorer(LocalDate day) {
            DayMark mark = published.get(day);
            if (mark == null) {
                return null;
            }
            DayMark today = now(day);
            Map<String, Long> now = today.records();
            for (String log : new TreeSet<>(mark.records().keySet())) {
                long then = mark.records().get(log);
                long count = now.getOrDefault(log, 0L);
                if (count < then && (count > 0 || now.isEmpty())) {
                    return "the input now holds " + count + " of the " + then + " records of " + log
                            + " that it was built from";
                }
                if (count > 0
                        && beginsLater(mark.firsts().get(log), today.firsts().get(log))) {
                    return "the input no longer holds the first record of " + log + " that it was built from";
                }
            }
            return null;
        }

        /** Rotation takes what is oldest: what is left may be more than there was, and still lack that. */
        private static boolean beginsLater(Long then, Long now) {
            return then != null && now != null && now > then;
        }

        /** A log goes on behind a day whose rows were settled by its last record. */
        private boolean goesOnBehind(LocalDate day) {
            Set<String> logs = provisional.apply(day);
            return input.tailMap(day, false).values().stream()
                    .anyMatch(now -> now.records().keySet().stream().anyMatch(logs::contains));
        }

        /** What the input holds of a day. */
        private DayMark now(LocalDate day) {
            return input.getOrDefault(day, InputDays.quiet());
        }

        private boolean richer(LocalDate day) {
            Map<String, Long> then = published.get(day).records();
            return now(day).records().entrySet().stream()
                    .anyMatch(now -> now.getValue() > then.getOrDefault(now.getKey(), 0L));
        }
    }
}
