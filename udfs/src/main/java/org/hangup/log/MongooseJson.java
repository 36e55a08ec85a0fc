package org.hangup.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * MongooseIM's JSON form, 4.0 and later (mongoose_json_formatter): one object a line, with {@code when}, {@code level}, {@code what} and, under {@code meta},
 * who wrote it. The message becomes what the flat form would print, so that one set of catalogue rows knows both.
 */
final class MongooseJson implements Layout {
    private static final String WHEN = "when";
    private static final String LEVEL = "level";
    private static final String META = "meta";
    /** Deeper objects stay as they are printed. */
    private static final int DEEPEST = 4;

    @Override
    public String name() {
        return "mongoose_json";
    }

    @Override
    public String versions() {
        return "MongooseIM 4.0 and later";
    }

    @Override
    public boolean offset() {
        return true;
    }

    @Override
    public boolean header(byte[] b, int from, int to, Clock clock, LogRecord out) {
        if (to - from < 2 || b[from] != '{' || b[to - 1] != '}') {
            return false;
        }
        List<JsonMember> members = JsonMember.of(b, from, to);
        JsonMember when = JsonMember.named(WHEN, members);
        JsonMember level = JsonMember.named(LEVEL, members);
        if (when == null || level == null || !when.isString() || !level.isString()) {
            return false;
        }
        var time = new Wrapper.Outside();
        String word = Level.word(b, level.from() + 1, level.to() - 1);
        if (word == null || IsoTime.read(b, when.from() + 1, when.to() - 1, clock, time) != when.to() - 1) {
            return false;
        }
        out.clear(from);
        out.level = word;
        out.ts = time.ts;
        return true;
    }

    @Override
    public void complete(LogRecord r) {
        int line = Ascii.indexOf(r.bytes, r.messageStart, r.messageEnd, '\n');
        int to = line < 0 ? r.messageEnd : line;
        byte[] b = r.bytes;
        List<JsonMember> members = JsonMember.of(b, r.messageStart, to);
        var text = new StringBuilder();
        for (String first : List.of("what", "reason")) {
            JsonMember member = JsonMember.named(first, members);
            if (member != null) {
                pair(first, member, b, text, 0);
            }
        }
        for (JsonMember member : members) {
            String name = member.name();
            if (!List.of(WHEN, LEVEL, META, "what", "reason").contains(name)) {
                pair(name, member, b, text, 0);
            }
        }
        String rest = new String(b, to, r.messageEnd - to, StandardCharsets.UTF_8);
        origin(JsonMember.named(META, members), b, r, text.append(rest).toString());
    }

    /** {@code key=value } as flatlog prints it: in quotes where it holds a blank, a quote, an equals sign, a backslash or a line feed. */
    private static void pair(String name, JsonMember member, byte[] b, StringBuilder text, int depth) {
        if (member.isObject(b) && depth < DEEPEST) {
            for (JsonMember inner : JsonMember.of(b, member.from(), member.to())) {
                pair(name + "_" + inner.name(), inner, b, text, depth + 1);
            }
            return;
        }
        String value = member.text(b);
        text.append(name).append('=');
        if (value.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=' || c == '\\' || c == '\n')) {
            text.append(value);
        } else {
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append('"').append(escaped).append('"');
        }
        text.append(' ');
    }

    /** Lays the record out anew: the message, then pid and source of {@code {"pid":"<0.701.0>","mfa":"{ejabberd_c2s,terminate,4}","line":"1555"}}. */
    private static void origin(JsonMember meta, byte[] b, LogRecord r, String message) {
        List<JsonMember> of =
                meta != null && meta.isObject(b) ? JsonMember.of(b, meta.from(), meta.to()) : new ArrayList<>();
        String pid = text(JsonMember.named("pid", of), b);
        String[] source = text(JsonMember.named("mfa", of), b)
                .replaceAll("[{}\\[\\]\" ]", "")
                .split(",", -1);
        String line = text(JsonMember.named("line", of), b);
        String function = source.length > 1 ? source[1] : "";
        byte[] whole = (message + pid + source[0] + function).getBytes(StandardCharsets.UTF_8);
        boolean isPid = Origin.pidEnd(bytes(pid), 0, bytes(pid).length) == bytes(pid).length;
        int functionEnd = whole.length;
        int moduleEnd = functionEnd - bytes(function).length;
        int pidEnd = moduleEnd - bytes(source[0]).length;
        int end = pidEnd - bytes(pid).length;
        r.bytes = whole;
        r.functionStart = moduleEnd;
        r.functionEnd = functionEnd;
        r.moduleStart = pidEnd;
        r.moduleEnd = moduleEnd;
        r.pidStart = isPid ? end : pidEnd;
        r.pidEnd = pidEnd;
        r.arity = source.length > 2 ? number(source[2]) : -1;
        r.line = number(line);
        r.messageStart = 0;
        r.messageEnd = end;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int number(String text) {
        byte[] digits = bytes(text);
        return Ascii.numberIn(digits, 0, digits.length);
    }

    private static String text(JsonMember member, byte[] b) {
        return member == null ? "" : member.text(b);
    }
}
