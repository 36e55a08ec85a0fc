package org.hangup.log;

/**
 * What collects a server's output and puts something in front of every line of it: docker, Kubernetes, syslog, the
 * journal, compose. One small class each; without state.
 */
interface Wrapper {
    /** The line is not of this wrapper. */
    int NONE = -1;
    /** The line is of this wrapper, but of another program or container. */
    int OTHER = -2;

    /** How it stands in a layout's name: {@code docker}, {@code syslog:ejabberdctl}. */
    String name();

    /** Whether it prints the day with its year. */
    boolean dated();

    /** Whether the day and time that it prints are an instant, whatever the zone; if not, they are of the reader's zone. */
    default boolean offset() {
        return dated();
    }

    /** Whether it may cut a long line into pieces, each in a line of its own ({@link Outside#partial}). */
    default boolean cuts() {
        return false;
    }

    /** Whether its lines may be much longer than what the server wrote. */
    default boolean longLines() {
        return false;
    }

    /** Whether it is damage of pasting: a line that lacks it may still be the log's. */
    default boolean pasted() {
        return false;
    }

    /** Which server's lines it takes: a container, a pod or a host; empty if it does not tell servers apart. */
    default String server() {
        return "";
    }

    /**
     * The wrapper of this kind with the word of another server, where the line is such a server's.
     *
     * @return null if the line is of the same server, or of no such wrapper
     */
    default Wrapper ofOther(byte[] b, int from, int to, Clock clock) {
        return null;
    }

    /**
     * Looks at what stands at the start of a line, and may undo in place what the wrapper did to the rest of it.
     *
     * @param out gets the wrapper's clock, if it prints one, and where the wrapped line ends, if that is not {@code to}
     * @return where the wrapped line begins, or {@link #NONE}, or {@link #OTHER}
     */
    int strip(byte[] b, int from, int to, Clock clock, Outside out);

    /** What a wrapper says of a line. */
    final class Outside {
        /** Its time in microseconds UTC, or {@link LogRecord#NO_TIME}. */
        long ts = LogRecord.NO_TIME;
        /** Its local time in microseconds on the wall, if it prints that and no offset; or {@link LogRecord#NO_TIME}. */
        long wall = LogRecord.NO_TIME;
        /** Its day of the month, if that is all it says of the day; 0 if not. */
        int dayOfMonth;
        /** Its local second of the day, along with {@link #dayOfMonth}. */
        int second;
        /** The next line of this stream continues this one without a line end. */
        boolean partial;
        /** Which of the program's streams the line is of: 1 and 2 for stdout and stderr, 0 if it does not say. */
        int stream;
        /** Where the wrapped line ends. */
        int end;

        void clear(int to) {
            end = to;
            ts = LogRecord.NO_TIME;
            wall = LogRecord.NO_TIME;
            dayOfMonth = 0;
            second = 0;
            partial = false;
            stream = 0;
        }
    }
}
