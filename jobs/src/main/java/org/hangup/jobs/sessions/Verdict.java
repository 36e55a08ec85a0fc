package org.hangup.jobs.sessions;

import org.hangup.event.Disconnect;

/**
 * Why a connection or a session ended; the values are those of the tables.
 *
 * @param subcause null if nothing more is known
 * @param endedBy null if nothing tells
 * @param confidence {@code stated}, {@code traced}, {@code inferred} or {@code none}
 * @param reason the log's words; null if it has none
 */
@SuppressWarnings("ArrayRecordComponent")
record Verdict(String cause, String subcause, String endedBy, String confidence, byte[] reason) {
    static final String STATED = "stated";
    static final String TRACED = "traced";
    static final String INFERRED = "inferred";
    static final String NONE = "none";

    static Verdict unknown(byte[] reason) {
        return new Verdict("unknown", null, null, NONE, reason);
    }

    /** What the reason table says of the words; unknown if it does not know them. */
    static Verdict of(Disconnect said, String confidence, byte[] reason) {
        return isKnown(said)
                ? new Verdict(said.cause(), said.subcause(), said.endedBy(), confidence, reason)
                : unknown(reason);
    }

    static boolean isKnown(Disconnect said) {
        return said != null && !"unknown".equals(said.cause());
    }

    Verdict withSubcause(String other) {
        return new Verdict(cause, other, endedBy, confidence, reason);
    }

    /** The same, but no surer than this. */
    Verdict atMost(String other) {
        return STATED.equals(confidence) ? new Verdict(cause, subcause, endedBy, other, reason) : this;
    }
}
