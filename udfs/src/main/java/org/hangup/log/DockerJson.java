package org.hangup.log;

import java.nio.charset.StandardCharsets;

/**
 * The files of docker's json-file driver: <code>{"log":"line\\n","stream":"stdout","time":"2020-04-29T10:12:11.123456789Z"}</code>. The line
 * is a JSON string (RFC 8259 section 7), in which docker's encoder also escapes {@code < > &}; one that does not end in a line feed was cut at
 * 16 KiB and goes on in the next.
 */
final class DockerJson implements Wrapper {
    static final String NAME = "docker_json";

    private static final byte[] HEAD = "{\"log\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIME = "\"time\":\"".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean dated() {
        return true;
    }

    @Override
    public boolean cuts() {
        return true;
    }

    /** Whether the line begins as one of these. */
    static boolean is(byte[] b, int from, int to) {
        return Ascii.startsWith(b, from, to, HEAD);
    }

    @Override
    public int strip(byte[] b, int from, int to, Clock clock, Outside out) {
        int text = from + HEAD.length;
        int quote = is(b, from, to) ? closingQuote(b, text, to) : -1;
        int time = quote < 0 ? -1 : timeAfter(b, quote, to);
        if (time < 0 || IsoTime.read(b, time, to, clock, out) < 0) {
            return NONE;
        }
        int end = JsonString.decode(b, text, quote);
        out.partial = end == text || b[end - 1] != '\n';
        out.end = Strip.colours(b, text, out.partial ? end : end - 1);
        return text;
    }

    private static int closingQuote(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '"') {
                return i;
            }
            if (b[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Where the value of {@code "time"} begins, behind the stream and perhaps attributes. */
    private static int timeAfter(byte[] b, int quote, int to) {
        for (int i = to - TIME.length; i > quote; i--) {
            if (Ascii.startsWith(b, i, to, TIME)) {
                return i + TIME.length;
            }
        }
        return -1;
    }
}
