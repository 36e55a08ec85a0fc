package org.hangup.jobs;

/** A run that cannot be done, through no fault of the arguments: nothing was published. */
public final class AnalysisException extends RuntimeException {
    /** @param message one sentence for a person */
    public AnalysisException(String message) {
        super(message);
    }
}
