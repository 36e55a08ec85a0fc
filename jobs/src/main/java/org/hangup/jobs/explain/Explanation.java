package org.hangup.jobs.explain;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.UsageException;

/** Tells what happened to a user, an address or a connection, from the tables of an output: the work of {@code hangup explain}. Starts no Spark. */
public final class Explanation {
    private Explanation() {}

    /**
     * What is asked. Of user, ip and connection one is given, the others are null.
     *
     * @param user a JID, with or without a resource, or a user's name
     * @param ip an address or a network
     * @param connection a connection_id
     * @param from day or time from which is told; null: from the first day
     * @param to day or time up to which is told, inclusive; null: up to the last day
     * @param output folder of the tables
     * @param inputs the logs, for their lines; empty: none are shown
     * @param last how many sessions are told one by one, the newest
     */
    public record Question(
            String user,
            String ip,
            String connection,
            String from,
            String to,
            String output,
            List<String> inputs,
            int last) {
        public Question {
            inputs = List.copyOf(inputs);
            if (Stream.of(user, ip, connection).filter(text -> text != null).count() != 1) {
                throw new UsageException("give one of --user, --ip and --connection");
            }
            if (last < 1) {
                throw new UsageException("--last " + last + ": give how many sessions to tell, 1 or more");
            }
        }

        private Subject subject() {
            if (user != null) {
                return Subject.User.of(user);
            }
            return ip != null ? Subject.Address.of(ip) : Subject.ConnectionId.of(connection);
        }
    }

    /**
     * The story as lines of text that are safe to print.
     *
     * @throws UsageException if an argument cannot be right, or names what is not there
     * @throws IOException if a table or a log cannot be read
     */
    public static List<String> of(Question question, Configuration conf) throws IOException {
        Subject subject = question.subject();
        PublishedTables tables = PublishedTables.in(question.output(), conf);
        Range range = Range.of(question.from(), question.to(), tables.zone());
        Search.Found found = Search.of(subject, range, tables);
        Story story = Story.of(found.connections(), found.sessions());
        Map<String, EndLines.Excerpt> excerpts = null;
        if (!question.inputs().isEmpty()) {
            List<Connection> told = StoryText.newest(story.episodes(), question.last()).stream()
                    .flatMap(episode -> episode.connections().stream())
                    .filter(connection -> !connection.isOpen())
                    .toList();
            excerpts = EndLines.of(told, question.inputs(), tables.zone(), conf);
        }
        return StoryText.of(subject, story, found.days(), question.last(), tables.zone(), excerpts);
    }
}
