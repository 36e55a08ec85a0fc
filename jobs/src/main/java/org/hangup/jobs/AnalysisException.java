package org.hangup.jobs;

/** A run that cannot be done, through no fault of the arguments: nothing was published. */
public sealed class AnalysisException extends RuntimeException permits InputChangedException {
    private static final long serialVersionUID = 1;

    /** @param message one sentence for a person */
    public AnalysisException(String message) {
        super(message);
    }
}
