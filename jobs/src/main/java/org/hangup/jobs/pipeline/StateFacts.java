package org.hangup.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** The facts of an unsettled connection with its session, for the next day. */
final class StateFacts {
    private StateFacts() {}

    /** A struct like {@code facts}, its session's columns taken from session, session_count, p_id, p_closed_at, p_cause. */
    static Column withSession() {
        return expr("struct("
                + Arrays.stream(Fact.ALL)
                        .map(fact -> value(fact) + " AS " + fact.column())
                        .collect(Collectors.joining(", "))
                + ")");
    }

    private static String value(Fact fact) {
        return switch (fact) {
            case SESSION_ID -> "session.id";
            case SESSION_NODE -> "session.node";
            case SESSION_FIRST_IP -> "session.first_ip";
            case SESSION_OPENED_AT -> "session.opened_at";
            case SESSION_CONNECTIONS -> "if(session IS NULL, null, session_count)";
            case PREVIOUS_SESSION_ID -> "if(session.carried, session.previous_session_id, p_id)";
            case PREVIOUS_CLOSED_AT -> "if(session.carried, session.previous_closed_at, p_closed_at)";
            case PREVIOUS_CAUSE -> "if(session.carried, session.previous_cause, p_cause)";
            default -> "facts." + fact.column();
        };
    }
}
