package org.hangup.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The version of Hangup that runs. */
final class Version {
    private Version() {}

    static String text() {
        try (var in = Version.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
