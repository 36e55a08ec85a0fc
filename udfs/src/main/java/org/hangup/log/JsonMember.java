package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A member of a JSON object (RFC 8259) on a line.
 *
 * @param name without escapes
 * @param from where its value begins, quotes and braces included
 * @param to the byte behind the value
 * @param isString whether the value is a string
 */
record JsonMember(String name, int from, int to, boolean isString) {
    /** More than any record has; what comes behind is not looked at. */
    private static final int MOST = 1000;

    /** The members of the object that begins at {@code from} and ends before {@code to}; none if it is no such object. */
    static List<JsonMember> of(byte[] b, int from, int to) {
        var members = new ArrayList<JsonMember>();
        int i = blank(b, from + 1, to);
        while (i < to && b[i] == '"' && members.size() < MOST) {
            int nameEnd = JsonString.end(b, i, to);
            int colon = nameEnd < 0 ? to : blank(b, nameEnd, to);
            if (colon >= to || b[colon] != ':') {
                return List.of();
            }
            int value = blank(b, colon + 1, to);
            int end = JsonString.valueEnd(b, value, to);
            if (end <= value) {
                return List.of();
            }
            members.add(new JsonMember(decoded(b, i + 1, nameEnd - 1), value, end, b[value] == '"'));
            i = blank(b, end, to);
            if (i < to && b[i] == ',') {
                i = blank(b, i + 1, to);
            } else {
                return i < to && b[i] == '}' ? members : List.of();
            }
        }
        return i < to && b[i] == '}' ? members : List.of();
    }

    /** The first of that name, or null. */
    static JsonMember named(String name, List<JsonMember> members) {
        for (JsonMember member : members) {
            if (member.name.equals(name)) {
                return member;
            }
        }
        return null;
    }

    boolean isObject(byte[] b) {
        return b[from] == '{';
    }

    /** A string's text, or the value as it stands. */
    String text(byte[] b) {
        return isString ? decoded(b, from + 1, to - 1) : new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    private static String decoded(byte[] b, int from, int to) {
        byte[] copy = Arrays.copyOfRange(b, from, Math.max(from, to));
        int end = JsonString.decode(copy, 0, copy.length);
        return new String(copy, 0, end, StandardCharsets.UTF_8);
    }

    private static int blank(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
        return i;
    }
}
