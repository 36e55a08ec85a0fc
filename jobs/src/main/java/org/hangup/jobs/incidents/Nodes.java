package org.hangup.jobs.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hangup.jobs.archive.LoggedBoot;

/** Names of logs, boots and nodes by their numbers. */
@SuppressWarnings("ArrayRecordComponent")
record Nodes(LoggedBoot[][] boots) {
    /** Name of the node of a boot. */
    String of(int log, int boot) {
        return text(boots[log][boot].node());
    }

    String log(int log) {
        return text(boots[log][0].logName());
    }

    String bootId(int log, int boot) {
        return text(boots[log][boot].id());
    }

    private static String text(byte[] name) {
        return new String(name, UTF_8);
    }
}
