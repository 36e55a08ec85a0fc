package org.hangup.archive;

/** An input that is not there: a path that does not exist, or a glob that matches nothing. */
public final class NoSuchInputException extends RuntimeException {
    NoSuchInputException(String input, String why) {
        super(input + ": " + why);
    }
}
