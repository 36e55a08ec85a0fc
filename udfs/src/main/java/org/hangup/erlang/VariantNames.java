package org.hangup.erlang;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of a VARIANT's fields, each once, in the order in which they came. */
final class VariantNames {
    private static final byte[] NONE = {1, 0, 0};

    private Map<String, Integer> ids = Map.of();

    int id(String name) {
        if (ids.isEmpty()) {
            ids = new LinkedHashMap<>();
        }
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        int id = ids.size();
        ids.put(name, id);
        return id;
    }

    /** Version and width of offsets, number of names, offsets, names. */
    byte[] metadata(int limit) {
        if (ids.isEmpty()) {
            return NONE.clone();
        }
        byte[][] names = new byte[ids.size()][];
        long total = 0;
        int n = 0;
        for (String name : ids.keySet()) {
            names[n] = name.getBytes(StandardCharsets.UTF_8);
            total += names[n++].length;
        }
        if (total > limit) {
            throw new MalformedTermException(0, "its field names are longer than a VARIANT can hold");
        }
        int width = Math.max(BackwardSink.width((int) total), BackwardSink.width(n));
        ByteSink out = new ByteSink((int) total + (n + 2) * width + 1);
        out.put(1 | (width - 1) << 6);
        number(out, n, width);
        int offset = 0;
        number(out, 0, width);
        for (byte[] name : names) {
            offset += name.length;
            number(out, offset, width);
        }
        for (byte[] name : names) {
            out.put(name, 0, name.length);
        }
        return out.toBytes();
    }

    private static void number(ByteSink out, int n, int width) {
        for (int i = 0; i < width; i++) {
            out.put(n >> (8 * i));
        }
    }
}
