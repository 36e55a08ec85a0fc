package org.hangup.jobs.explain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hangup.jobs.Printable;
import org.hangup.jobs.explain.EndLines.Excerpt;

/** A story as lines for people, safe to print on a terminal: what clients and files wrote is shown, never obeyed. */
final class StoryText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    /** Characters of a reason or of a line of the log. */
    private static final int WIDEST = 400;

    private static final int MOST_LINES = 12;

    private final ZoneId zone;
    private final LocalDate lastDay;
    private final List<String> lines = new ArrayList<>();

    private StoryText(ZoneId zone, LocalDate lastDay) {
        this.zone = zone;
        this.lastDay = lastDay;
    }

    /**
     * The whole text.
     *
     * @param days those of the tables that were looked at
     * @param last how many episodes are told, the newest; the others are counted
     * @param excerpts lines of the logs by connection_id; null: they were not asked for
     */
    static List<String> of(
            Subject subject,
            Story story,
            NavigableSet<LocalDate> days,
            int last,
            ZoneId zone,
            Map<String, Excerpt> excerpts) {
        if (story.episodes().isEmpty()) {
            String whose = subject instanceof Subject.ConnectionId ? "" : "connection of ";
            return List.of(Printable.line("no " + whose + subject.words() + " in " + span(days)));
        }
        var text = new StoryText(zone, days.last());
        text.head(subject, story, days);
        List<Episode> all = story.episodes();
        List<Episode> told = newest(all, last);
        if (told.size() < all.size()) {
            text.say("");
            text.say("the last " + told.size() + " of " + all.size()
                    + ", in order (--last tells more of them; --from and --to say of which time):");
        }
        told.forEach(episode -> text.episode(episode, excerpts));
        return text.lines;
    }

    /** The episodes that are told one by one. */
    static List<Episode> newest(List<Episode> all, int last) {
        return all.subList(Math.max(0, all.size() - last), all.size());
    }

    /** {@code 2024-03-01..2024-03-09}. */
    private static String span(NavigableSet<LocalDate> days) {
        if (days.isEmpty()) {
            return "these tables: they have no such day";
        }
        return days.size() == 1 ? days.first().toString() : days.first() + ".." + days.last();
    }

    /** {@code 1 session}, {@code 2 addresses}. */
    static String count(long n, String noun) {
        return n + " " + (n == 1 ? noun : noun + (noun.endsWith("s") ? "es" : "s"));
    }

    private void head(Subject subject, Story story, NavigableSet<LocalDate> days) {
        say(subject.words() + ", " + span(days) + ", times in " + zone.getId());
        List<Connection> connections = story.connections();
        long sessions = story.episodes().stream().filter(Episode::isSession).count();
        long bare = story.episodes().size() - sessions;
        long open = connections.stream().filter(Connection::isOpen).count();
        List<String> parts = new ArrayList<>();
        if (sessions > 0) {
            parts.add(count(sessions, "session") + " on " + count(connections.size() - bare, "connection"));
        }
        if (bare > 0) {
            parts.add(count(bare, "connection") + " without a session");
        }
        say(String.join(", ", parts) + (open == 0 ? "" : "; " + open + " open at the end of " + lastDay));
        if (!(subject instanceof Subject.User)) {
            users(connections);
        }
        if (open < connections.size()) {
            say("ended by: " + counts(story.count(Ending::cause)) + "; how sure: "
                    + counts(story.count(Ending::confidence)));
        }
        List<String> patterns = Patterns.of(story);
        if (!patterns.isEmpty()) {
            say("");
            say("what comes again:");
            patterns.forEach(pattern -> say("  " + pattern));
        }
    }

    private void users(List<Connection> connections) {
        List<String> users = connections.stream()
                .map(connection -> connection.name().bare())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            say(count(users.size(), "user") + ": "
                    + users.stream().limit(10).collect(Collectors.joining(", "))
                    + (users.size() > 10 ? ", ..." : ""));
        }
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void episode(Episode episode, Map<String, Excerpt> excerpts) {
        say("");
        Session session = episode.session();
        String whose = whose(episode.name());
        say(time(episode.begin()) + "  " + whose + (episode.isSession() ? "" : ", no session") + ", on "
                + episode.first().node());
        if (session != null && session.reconnectMs() != null) {
            say("  opened " + Spans.words(session.reconnectMs()) + " after the user's session before had ended ("
                    + session.previousCause() + ")");
        }
        episode.connections().forEach(connection -> connection(episode, connection, excerpts));
        boolean told = session == null
                || session.ending() == null
                || (session.ending().equals(episode.last().ending())
                        && Objects.equals(session.closedAt(), episode.last().endedAt()));
        if (!told) {
            say("  session closed " + time(session.closedAt()) + after(session.openedAt(), session.closedAt()) + ": "
                    + words(session.ending()));
            reason(session.ending());
        }
    }

    private static String whose(Name name) {
        if (name.isKnown()) {
            return name.full();
        }
        String server = name.server() == null ? " (the tables do not say on which server)" : "@" + name.server();
        return name.tried() == null ? "nobody logged in" : "nobody logged in, tried as " + name.tried() + server;
    }

    private void connection(Episode episode, Connection connection, Map<String, Excerpt> excerpts) {
        Connection.Peer peer = connection.peer();
        boolean again = !connection.id().equals(episode.first().id());
        say("  " + (again ? "resumed " + time(connection.openedAt()) + " " : "") + "from "
                + (peer.ip() == null ? "an unknown address" : peer.ip())
                + (peer.port() == null ? "" : " port " + peer.port())
                + (peer.transport() == null ? "" : ", " + peer.transport())
                + (peer.client() == null ? "" : ", " + peer.client()) + ", connection " + connection.id());
        if (connection.isOpen()) {
            say("  open at the end of " + lastDay
                    + (connection.lostAt() == null
                            ? ""
                            : ", waiting for its resumption since " + time(connection.lostAt())));
            return;
        }
        say("  ended " + time(connection.endedAt()) + after(connection.openedAt(), connection.endedAt()) + ": "
                + words(connection.ending()) + (connection.resumed() ? "; the session was resumed" : ""));
        reason(connection.ending());
        if (excerpts != null) {
            excerpt(connection, excerpts.get(connection.id()));
        }
    }

    private static String words(Ending ending) {
        return ending.cause() + (ending.subcause() == null ? "" : " (" + ending.subcause() + ")") + ", "
                + CauseWords.by(ending.endedBy()) + "; " + CauseWords.sure(ending.confidence());
    }

    private void reason(Ending ending) {
        say("    " + CauseWords.of(ending)
                + (ending.reason() == null ? "" : " Reason in the log: " + cut(ending.reason())));
    }

    private void excerpt(Connection connection, Excerpt excerpt) {
        if (connection.file() == null) {
            say("    no record of the log ended it: time did");
            return;
        }
        String place = connection.file() + ", byte " + connection.offset();
        if (excerpt == null) {
            say("    " + place
                    + ": the record is no longer there, in this or any other file of that log below --input");
            return;
        }
        boolean renamed = !lastName(excerpt.file()).equals(lastName(connection.file()));
        say("    " + place + (renamed ? ", now in " + excerpt.file() : "") + ":");
        for (int i = 0; i < excerpt.records().size(); i++) {
            record(excerpt.records().get(i), i == excerpt.end() ? "    > " : "      ");
        }
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void record(String record, String mark) {
        List<String> its = record.lines().toList();
        for (int i = 0; i < Math.min(its.size(), MOST_LINES); i++) {
            say((i == 0 ? mark : "      ") + cut(its.get(i)));
        }
        if (its.size() > MOST_LINES) {
            say("      (" + (its.size() - MOST_LINES) + " more lines)");
        }
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "...";
    }

    private static String after(Instant from, Instant to) {
        return from == null || to == null ? "" : " after " + Spans.words(to.toEpochMilli() - from.toEpochMilli());
    }

    private String time(Instant time) {
        return time == null ? "at an unknown time" : TIME.format(time.atZone(zone));
    }

    private void say(String line) {
        lines.add(Printable.line(line));
    }
}
