package org.hangup.jobs.archive;

/** An input that is not there: a path that does not exist, or a glob that matches nothing. */
public final class NoSuchInputException extends RuntimeException {
    private final String input;

    NoSuchInputException(String input, String why) {
        super("--input " + input + ": " + why);
        this.input = input;
    }

    /** The input as it was given. */
    public String input() {
        return input;
    }
}
