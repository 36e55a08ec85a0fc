package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/** Words that are written again and again, as bytes; for one thread. */
final class Texts {
    private final Map<String, byte[]> known = new HashMap<>();

    /** The word in UTF-8; null for null. */
    byte[] of(String word) {
        return word == null ? null : known.computeIfAbsent(word, w -> w.getBytes(UTF_8));
    }
}
