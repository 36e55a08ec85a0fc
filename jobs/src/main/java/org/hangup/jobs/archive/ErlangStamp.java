package org.hangup.jobs.archive;

/**
 * Finds the Erlang timestamp of a session's id, {@code {{1414,140336,249563},<0.495.0>}}: megaseconds, seconds and
 * microseconds since 1970, UTC (erlang:now/0; ejabberd_sm's sid). In later versions the third number may be a small
 * counter. Text between quotes does not count: clients write it.
 */
final class ErlangStamp {
    private ErlangStamp() {}

    /** Microseconds UTC of the first one in [from, to), or -1. */
    static long in(byte[] b, int from, int to) {
        boolean quoted = false;
        for (int i = from; i < to - 1; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && b[i] == '{' && b[i + 1] == '{') {
                long stamp = at(b, i + 2, to);
                if (stamp >= 0) {
                    return stamp;
                }
            }
        }
        return -1;
    }

    /** {@code 1414,140336,249563},<} */
    private static long at(byte[] b, int from, int to) {
        long[] parts = new long[3];
        int i = from;
        for (int part = 0; part < 3; part++) {
            int start = i;
            while (i < to && i - start < 7 && b[i] >= '0' && b[i] <= '9') {
                parts[part] = parts[part] * 10 + b[i++] - '0';
            }
            if (i == start || i >= to || b[i] != (part == 2 ? '}' : ',')) {
                return -1;
            }
            i++;
        }
        boolean pid = i + 1 < to && b[i] == ',' && b[i + 1] == '<';
        // 1000 megaseconds are September 2001, before the first ejabberd; 4102 are the year 2100
        boolean possible = parts[0] >= 1000 && parts[0] <= 4102 && parts[1] < 1_000_000 && parts[2] < 1_000_000;
        return pid && possible ? (parts[0] * 1_000_000 + parts[1]) * 1_000_000 + parts[2] : -1;
    }
}
