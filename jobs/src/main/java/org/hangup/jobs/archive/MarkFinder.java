package org.hangup.jobs.archive;

import java.nio.charset.StandardCharsets;
import org.hangup.log.LogRecord;

/**
 * Tells which records are marks, by the first bytes of their message and, where the header names one, by their module.
 * Most records are let go after one byte.
 *
 * <p>The texts are those of ejabberd_app, ejabberd_config, ejabberd_listener, cyrsasl_digest and ejabberd_auth_internal
 * (0.7.5 to 26.07), of MongooseIM's ejabberd_app (4.0 to 6.8), of lager 2.0 to 3.9 and of OTP's logger_h_common.
 */
final class MarkFinder {
    private static final byte[] EJABBERD = ascii("ejabberd ");
    private static final byte[] STARTED = ascii(" is started in the node ");
    private static final byte[] STOPPED = ascii(" is stopped in the node ");
    private static final byte[] LOADING = ascii("Loading configuration from ");
    private static final byte[] LAGER = ascii("Application lager started on node ");
    private static final byte[] LOGHWM = ascii("Changed loghwm of ");
    private static final byte[] LOGLEVEL = ascii("Changed loglevel of ");
    private static final byte[] FQDN = ascii("FQDN used to check DIGEST-MD5 SASL authentication");
    private static final byte[] SCRAM = ascii("Converting the stored passwords into SCRAM bits");
    private static final byte[] REUSING = ascii("Reusing listening port for ");
    private static final byte[] LISTENER = ascii("Start accepting ");
    private static final byte[] LAGER_DROPPED = ascii("lager_file_backend dropped ");
    private static final byte[] CONSOLE_DROPPED = ascii("lager_console_backend dropped ");
    private static final byte[] REPORTS_DROPPED = ascii("lager_error_logger_h dropped ");
    private static final byte[] HANDLER = ascii("Handler ");
    private static final byte[] FLUSHED = ascii(" flushed ");
    private static final byte[] RESTARTED = ascii(" restarted");
    private static final byte[] TO_DROP = ascii(" to drop mode");
    private static final byte[] FROM_DROP = ascii(" drop to ");
    private static final byte[] ERROR_LOG = ascii("error_log");

    private static final byte[] MODULE_APP = ascii("ejabberd_app");
    private static final byte[] MODULE_CONFIG = ascii("ejabberd_config");
    private static final byte[] WHAT = ascii("what=");
    private static final byte[] MONGOOSE_STARTED = ascii("what=mongooseim_node_started ");
    private static final byte[] MONGOOSE_STOPPED = ascii("what=mongooseim_node_stopped ");
    private static final byte[] MODULE_C2S = ascii("ejabberd_c2s");
    private static final byte[] MODULE_MONGOOSE_C2S = ascii("mongoose_c2s");
    private static final byte[] MODULE_LISTENER = ascii("ejabberd_listener");
    /** No message of interest is longer; what a debug record adds behind is not looked at. */
    private static final int LONGEST = 1024;

    private MarkFinder() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The mark that a record is, null if none. */
    static Mark.Kind kind(LogRecord r) {
        byte[] b = r.bytes;
        int from = r.messageStart;
        int to = Math.min(r.messageEnd, from + LONGEST);
        if (from >= to) {
            return null;
        }
        return switch (b[from]) {
            case 'e' -> starts(b, from, to, EJABBERD) && module(r, MODULE_APP) ? startOrStop(b, from, to) : null;
            case 'L' -> starts(b, from, to, LOADING) && module(r, MODULE_CONFIG) ? Mark.Kind.LOADING : null;
            case 'A' -> sign(b, from, to, LAGER);
            case 'C' ->
                starts(b, from, to, LOGHWM) || starts(b, from, to, LOGLEVEL) || starts(b, from, to, SCRAM)
                        ? Mark.Kind.SIGN
                        : null;
            case 'F' -> sign(b, from, to, FQDN);
            case 'R' -> sign(b, from, to, REUSING);
            case 'S' -> starts(b, from, to, LISTENER) && module(r, MODULE_LISTENER) ? Mark.Kind.LISTENER : null;
            case 'l' -> dropped(b, from, to);
            case 'w' -> module(r, MODULE_APP) ? mongoose(b, from, to) : null;
            case 'H' -> starts(b, from, to, HANDLER) && r.moduleStart == r.moduleEnd ? handler(b, from, to) : null;
            default -> null;
        };
    }

    private static Mark.Kind sign(byte[] b, int from, int to, byte[] text) {
        return starts(b, from, to, text) ? Mark.Kind.SIGN : null;
    }

    private static Mark.Kind startOrStop(byte[] b, int from, int to) {
        int blank = from + EJABBERD.length;
        while (blank < to && b[blank] != ' ') {
            blank++;
        }
        if (starts(b, blank, to, STARTED)) {
            return Mark.Kind.STARTED;
        }
        return starts(b, blank, to, STOPPED) ? Mark.Kind.STOPPED : null;
    }

    private static Mark.Kind mongoose(byte[] b, int from, int to) {
        if (starts(b, from, to, MONGOOSE_STARTED)) {
            return Mark.Kind.STARTED;
        }
        return starts(b, from, to, MONGOOSE_STOPPED) ? Mark.Kind.STOPPED : null;
    }

    /** A structured message of MongooseIM's that a client's process wrote. */
    static boolean isMongooseClient(LogRecord r) {
        byte[] b = r.bytes;
        return starts(b, r.messageStart, r.messageEnd, WHAT)
                && r.moduleEnd > r.moduleStart
                && (module(r, MODULE_C2S) || module(r, MODULE_MONGOOSE_C2S));
    }

    private static Mark.Kind dropped(byte[] b, int from, int to) {
        if (starts(b, from, to, LAGER_DROPPED) || starts(b, from, to, CONSOLE_DROPPED)) {
            return Mark.Kind.LAGER_DROPPED;
        }
        return starts(b, from, to, REPORTS_DROPPED) ? Mark.Kind.REPORTS_DROPPED : null;
    }

    private static Mark.Kind handler(byte[] b, int from, int to) {
        if (starts(b, from + HANDLER.length, to, ERROR_LOG)) {
            return null;
        }
        if (find(b, from, to, FLUSHED) >= 0 || find(b, from, to, RESTARTED) >= 0) {
            return Mark.Kind.FLUSHED;
        }
        if (find(b, from, to, TO_DROP) >= 0) {
            return Mark.Kind.DROPPING;
        }
        return find(b, from, to, FROM_DROP) >= 0 ? Mark.Kind.NOT_DROPPING : null;
    }

    /** The record's module is this one, or its layout prints none. */
    private static boolean module(LogRecord r, byte[] name) {
        int length = r.moduleEnd - r.moduleStart;
        return length == 0 || (length == name.length && starts(r.bytes, r.moduleStart, r.moduleEnd, name));
    }

    static boolean starts(byte[] b, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (b[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    static int find(byte[] b, int from, int to, byte[] text) {
        for (int i = from; i <= to - text.length; i++) {
            if (b[i] == text[0] && starts(b, i, to, text)) {
                return i;
            }
        }
        return -1;
    }
}
