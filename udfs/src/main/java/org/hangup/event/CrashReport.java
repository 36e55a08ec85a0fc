package org.hangup.event;

/**
 * What OTP and lager report of a process that died: which one it was, why, and whether it was a client's connection. Only the report's own
 * words tell that: the process that it is about, its initial call, the first of its ancestors, its supervisor. Pids and names in reasons, in
 * dumps and of neighbours count for nothing, and nothing that stands in quotes is kept: clients wrote it.
 *
 * <p>A report of a process that is none of a client's connection by its own words (an s2s connection, a room, an http request) is no event.
 *
 * <p>Source: proc_lib, supervisor, gen_server and gen_statem of OTP R12 to 27, error_logger_lager_h and lager_crash_log of lager 2.0 to 3.9, p1_fsm and
 * p1_server of p1_utils, erts erl_gc.c.
 */
final class CrashReport {
    /** The text of an event whose report says that the process was a client's connection. */
    static final byte[] CLIENT = Bytes.of("ejabberd_c2s");

    private static final byte[] CLIENT_SUPERVISOR = Bytes.of("ejabberd_c2s_sup");
    private static final byte[] STREAM = Bytes.of("xmpp_stream_in:");
    private static final byte[] HEAP = Bytes.of("maximum heap size reached");
    private static final byte[] INITIAL_CALL = Bytes.of("initial call:");
    private static final byte[] PID = Bytes.of("pid:");
    private static final byte[] EXCEPTION = Bytes.of("exception ");
    private static final byte[] ERROR_INFO = Bytes.of("error_info:");
    private static final byte[] ANCESTORS = Bytes.of("ancestors:");
    private static final byte[] NEIGHBOURS = Bytes.of("neighbours:");
    /** The keys of a supervisor report: supervisor, context, reason, offender. */
    private static final byte[][] OF_LOGGER = {
        Bytes.of("supervisor:"), Bytes.of("errorContext:"), Bytes.of("reason:"), Bytes.of("offender:")
    };

    private static final byte[][] OF_SASL = {
        Bytes.of("Supervisor:"), Bytes.of("Context:"), Bytes.of("Reason:"), Bytes.of("Offender:")
    };

    private static final byte[] CHILD_PID = Bytes.of("[{pid,");
    private static final byte[] LOCAL = Bytes.of("{local,");
    private static final byte[] TERMINATED = Bytes.of("child_terminated");
    private static final byte[] REASON_FOR = Bytes.of("** Reason for termination");
    private static final byte[] STARS = Bytes.of("**");
    private static final byte[] KILL = Bytes.of("Kill:");
    private static final byte[] TRUE = Bytes.of("true");
    private static final byte[] IN_CONTEXT = Bytes.of(" in context ");
    private static final byte[] CUT = Bytes.of("...");
    private static final byte[] AT = Bytes.of(" at <");
    /** What starts a process for another, so that it does not tell what that is. */
    private static final byte[][] STARTERS = {Bytes.of("gen"), Bytes.of("proc_lib"), Bytes.of("p1_"), STREAM};

    private CrashReport() {}

    /** A process by its id; a registered name is no connection's. */
    static boolean process(byte[] b, int from, int to, Event event) {
        if (from < to) {
            Bracket.id(EventField.CONNECTION, b, from, to, event);
        }
        return event.has(EventField.CONNECTION);
    }

    /** The body of a crash or supervisor report, line by line as {@code key: value}. */
    static boolean body(byte[] b, int from, int to, Event event) {
        int begin = Bytes.skipSpace(b, from, to);
        boolean supervisor = begin < to && (b[begin] == '{' || (b[begin] | ' ') == 's');
        return supervisor ? supervisor(b, begin, to, event) : crasher(b, begin, to, event);
    }

    private static boolean crasher(byte[] b, int from, int end, Event event) {
        int to = line(b, from, end, NEIGHBOURS);
        to = to < 0 ? end : to;
        int pid = value(b, from, to, PID);
        if (pid < 0 || !process(b, pid, lineEnd(b, pid, to), event)) {
            return false;
        }
        int ancestors = value(b, from, to, ANCESTORS);
        int initial = value(b, from, to, INITIAL_CALL);
        if (initial >= 0 && !isClient(b, initial, ancestors, to, event)) {
            return false;
        }
        int why = line(b, pid, to, EXCEPTION);
        why = why < 0 ? line(b, pid, to, ERROR_INFO) : why;
        if (why >= 0) {
            int colon = Bytes.indexOf(b, why, to, ':');
            int until = line(b, why, to, ANCESTORS);
            reason(b, colon < 0 ? to : colon + 1, until < 0 ? to : until, event);
        }
        return true;
    }

    /** False if the initial call or the first ancestor says that it was another process. */
    private static boolean isClient(byte[] b, int initial, int ancestors, int to, Event event) {
        if (Bytes.startsWith(b, initial, to, CLIENT)) {
            event.set(EventField.TEXT, CLIENT);
            return true;
        }
        boolean known = false;
        for (byte[] starter : STARTERS) {
            known |= Bytes.startsWith(b, initial, to, starter);
        }
        if (!known || ancestors < 0 || ancestors >= to) {
            return known;
        }
        int first = ancestors + 1;
        if (isToken(b, first, to, CLIENT_SUPERVISOR)) {
            event.set(EventField.TEXT, CLIENT);
            return true;
        }
        // the process of a websocket or of a BOSH session starts its connection itself, without a supervisor
        return first >= to || b[first] == '<' || b[first] == ']';
    }

    private static boolean supervisor(byte[] b, int from, int to, Event event) {
        byte[][] keys = Bytes.startsWith(b, from, to, OF_LOGGER[0]) ? OF_LOGGER : OF_SASL;
        int name = from < to && b[from] == '{' ? from : value(b, from, to, keys[0]);
        int context = value(b, from, to, keys[1]);
        int offender = value(b, from, to, keys[3]);
        if (name < 0 || context < 0 || offender < 0 || !isToken(b, context, to, TERMINATED)) {
            return false;
        }
        int its = Bytes.startsWith(b, name, to, LOCAL) ? name + LOCAL.length : name;
        int pid = offender + CHILD_PID.length;
        int end = Bytes.startsWith(b, offender, to, CHILD_PID) ? Bytes.indexOf(b, pid, to, '>') : -1;
        if (end < 0 || !ofClients(b, its, to, event) || !process(b, pid, end + 1, event)) {
            return false;
        }
        int why = value(b, from, to, keys[2]);
        int until = line(b, from, to, keys[3]);
        if (why >= 0 && why < until) {
            reason(b, why, until, event);
        }
        return true;
    }

    /** Whether a supervisor of this name has clients' connections as its children. */
    static boolean ofClients(byte[] b, int from, int to, Event event) {
        event.set(EventField.TEXT, CLIENT);
        return isToken(b, from, to, CLIENT_SUPERVISOR);
    }

    /** lager's {@code undefined started with {ejabberd_c2s,start_link,undefined} at <0.5.0>}: the process stands last. */
    static boolean child(byte[] b, int from, int to, Event event) {
        for (int i = to - AT.length; i >= from; i--) {
            if (Bytes.matches(b, i, AT)) {
                return process(b, i + AT.length - 1, to, event);
            }
        }
        return false;
    }

    /** lager's reason and {@code in context child_terminated}, which a message of more than 4096 characters does not have any more. */
    static boolean supervised(byte[] b, int from, int to, Event event) {
        int context = -1;
        for (int i = to - IN_CONTEXT.length; i >= from && context < 0; i--) {
            context = b[i] == ' ' && Bytes.matches(b, i, IN_CONTEXT) ? i : -1;
        }
        boolean terminated = context >= 0 && isToken(b, context + IN_CONTEXT.length, to, TERMINATED);
        if (!terminated && !Bytes.endsWith(b, from, to, CUT)) {
            return false;
        }
        reason(b, from, terminated ? context : to, event);
        return true;
    }

    /** What follows {@code ** Generic server <0.5.0> terminating}: lines that begin with {@code **}, a dump between them. */
    static void termination(byte[] b, int from, int to, Event event) {
        int at = line(b, from, to, REASON_FOR);
        if (at < 0) {
            return;
        }
        int begin = at + REASON_FOR.length;
        while (begin < to && (Bytes.isSpace(b[begin]) || b[begin] == '=' || b[begin] == '*')) {
            begin++;
        }
        int end = begin;
        while (end < to && !(b[end] == '\n' && Bytes.startsWith(b, end + 1, to, STARS))) {
            end++;
        }
        reason(b, begin, end, event);
    }

    /** What the emulator writes of a process whose heap is too large; it is killed, or only told of. */
    static boolean heap(byte[] b, int from, int to, Event event) {
        int kill = value(b, from, to, KILL);
        event.set(EventField.REASON, HEAP);
        return kill >= 0 && isToken(b, kill, to, TRUE);
    }

    /** A reason on one line, without what stands in quotes or is a list of characters, and not long; nothing if it is empty. */
    static void reason(byte[] b, int from, int to, Event event) {
        byte[] plain = UnquotedText.of(b, from, to);
        if (plain.length > 0) {
            event.set(EventField.REASON, plain);
        }
    }

    private static boolean isToken(byte[] b, int from, int to, byte[] name) {
        int end = from + name.length;
        return Bytes.startsWith(b, from, to, name)
                && (end == to || !(Bytes.isDigit(b[end]) || b[end] == '_' || (b[end] >= 'a' && b[end] <= 'z')));
    }

    private static int lineEnd(byte[] b, int from, int to) {
        int end = Bytes.indexOf(b, from, to, '\n');
        return end < 0 ? to : end;
    }

    /** Where the value of the first line of this key begins; -1 if there is none. */
    private static int value(byte[] b, int from, int to, byte[] key) {
        int line = line(b, from, to, key);
        if (line < 0) {
            return -1;
        }
        int value = line + key.length;
        while (value < to && b[value] == ' ') {
            value++;
        }
        return value;
    }

    /** Where the first line that begins with the key, behind blanks, has it; -1 if there is none. */
    private static int line(byte[] b, int from, int to, byte[] key) {
        for (int at = from; at < to; at = lineEnd(b, at, to) + 1) {
            int begin = at;
            while (begin < to && (b[begin] == ' ' || b[begin] == '\t')) {
                begin++;
            }
            if (Bytes.startsWith(b, begin, to, key)) {
                return begin;
            }
        }
        return -1;
    }
}
