package org.hangup.jobs.pipeline;

/** Takes what {@link UserHistory} finds. */
interface HistoryOutput {
    /** A connection that was settled on a built day. */
    void connection(Settled settled);

    /** A session that was settled, on a built day or before. */
    void session(Settled settled);

    /** A connection that may have been open at the end of a built day. */
    void open(Settled settled);

    /** The user's history is complete. */
    void endUser();
}
