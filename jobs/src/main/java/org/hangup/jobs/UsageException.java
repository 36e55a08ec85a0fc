package org.hangup.jobs;

/** A wrong argument: the message is one line that names the argument, its value, and what would be right. */
public final class UsageException extends IllegalArgumentException {
    /** @param message one line for a person, e.g. {@code --zone Mars/Base: no such time zone; ...} */
    public UsageException(String message) {
        super(message);
    }
}
