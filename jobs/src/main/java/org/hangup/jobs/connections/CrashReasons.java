package org.hangup.jobs.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** What the reason of a close line or of a crash report says of the process: nothing, its transport, or something else. */
final class CrashReasons {
    private static final byte[] UNRECOGNIZED = ascii("Unrecognized error");
    /** They say that the process failed, and not why. */
    private static final byte[][] SILENT = {
        ascii("internal server error"), ascii("Internal server error"), ascii("killed")
    };
    /** A call of a process that is gone; which one follows, behind the function. Source: lager's format_reason, gen_server:call, p1_fsm. */
    private static final byte[][] CALL_OF_NOBODY = {
        ascii("no such process or port in call to "), ascii("{noproc,{"), ascii("{{noproc,{")
    };

    private static final byte[][] BROKEN_PIPE = {
        ascii("epipe"),
        ascii("{error,epipe}"),
        ascii("no match of right hand value {error,epipe}"),
        ascii("no match of right hand side value {error,epipe}"),
        ascii("no case clause matching {error,epipe}"),
        ascii("{badmatch,{error,epipe}}"),
        ascii("{case_clause,{error,epipe}}"),
        ascii("{{badmatch,{error,epipe}}"),
        ascii("{{case_clause,{error,epipe}}")
    };
    /** Modules that write to a client's socket, by the beginnings of their names. */
    private static final byte[][] TRANSPORTS = {
        ascii("ejabberd_c2s"),
        ascii("ejabberd_socket"),
        ascii("ejabberd_receiver"),
        ascii("ejabberd_http_ws"),
        ascii("ejabberd_websocket"),
        ascii("ejabberd_bosh"),
        ascii("xmpp_"),
        ascii("fast_tls"),
        ascii("p1_"),
        ascii("ezlib"),
        ascii("gen_tcp"),
        ascii("prim_inet")
    };
    /** What stands between a reason and the module in which it arose. */
    private static final byte[][] CONNECTIVES = {
        ascii("in "),
        ascii("function "),
        ascii("call "),
        ascii("from "),
        ascii("to "),
        ascii(" "),
        ascii(","),
        ascii("["),
        ascii("{")
    };

    private CrashReasons() {}

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Whether a reason says more than that the process failed; null does not. */
    static boolean tells(byte[] reason) {
        if (reason == null || startsWith(reason, 0, UNRECOGNIZED)) {
            return false;
        }
        for (byte[] silent : SILENT) {
            if (Arrays.equals(reason, silent)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a process died only because its own transport was gone: it called the process of that, or wrote to a closed socket.
     *
     * @param transport the id of the connection, as its lines print it: the process of its transport, where it has one
     */
    static boolean transportGone(byte[] reason, byte[] transport) {
        return reason != null && (calls(reason, transport) || wroteToClosed(reason));
    }

    private static boolean calls(byte[] reason, byte[] transport) {
        for (byte[] call : CALL_OF_NOBODY) {
            if (transport.length > 0 && startsWith(reason, 0, call)) {
                int callee = call.length;
                while (callee < reason.length && reason[callee] != '(' && reason[callee] != '[') {
                    callee++;
                }
                return startsWith(reason, callee + 1, transport);
            }
        }
        return false;
    }

    private static boolean wroteToClosed(byte[] reason) {
        for (byte[] broken : BROKEN_PIPE) {
            if (startsWith(reason, 0, broken)) {
                return broken.length == reason.length || isOfTransport(reason, broken.length);
            }
        }
        return false;
    }

    private static boolean isOfTransport(byte[] reason, int from) {
        int module = from;
        for (int next = skip(reason, module); next > module; next = skip(reason, module)) {
            module = next;
        }
        for (byte[] transport : TRANSPORTS) {
            if (startsWith(reason, module, transport)) {
                return true;
            }
        }
        return false;
    }

    private static int skip(byte[] reason, int from) {
        for (byte[] connective : CONNECTIVES) {
            if (startsWith(reason, from, connective)) {
                return from + connective.length;
            }
        }
        return from;
    }

    private static boolean startsWith(byte[] text, int from, byte[] head) {
        int to = from + head.length;
        return from >= 0 && to <= text.length && Arrays.equals(text, from, to, head, 0, head.length);
    }
}
