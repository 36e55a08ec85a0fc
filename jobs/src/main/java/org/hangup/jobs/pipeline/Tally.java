package org.hangup.jobs.pipeline;

import java.util.Arrays;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.exchange.RowWriter;

/** The figures of one row of statistics: exact percentiles (nearest rank) and distinct counts. */
final class Tally {
    private long disconnects;
    private long[] durations = new long[1];
    private int measured;
    /** Users that were counted where all connections of a user are: they are of no other part of the row. */
    private long users;

    private byte[] lastUser;
    private final Names ips = new Names();
    private final Names resources = new Names();

    /**
     * Adds a connection.
     *
     * @param durationMs its length in milliseconds, {@link Facts#NONE} if it had no session
     * @param ip its address, null if unknown
     * @param resource its resource, null if unknown
     */
    void add(long durationMs, byte[] ip, byte[] resource) {
        disconnects++;
        if (durationMs != Facts.NONE) {
            measure(durationMs);
        }
        ips.add(ip);
        resources.add(resource);
    }

    /**
     * Counts the user who comes by, once: all connections of a user come one after the other.
     *
     * @param user the same array for the same user
     */
    void addUser(byte[] user) {
        if (user != lastUser) {
            users++;
            lastUser = user;
        }
    }

    private void measure(long durationMs) {
        if (measured == durations.length) {
            durations = Arrays.copyOf(durations, 2 * measured);
        }
        durations[measured++] = durationMs;
    }

    long disconnects() {
        return disconnects;
    }

    /** How much it holds: lengths and names. */
    int size() {
        return measured + ips.count() + resources.count();
    }

    long users() {
        return users;
    }

    int ips() {
        return ips.count();
    }

    int resources() {
        return resources.count();
    }

    /** Sum of the lengths, {@link Facts#NONE} without any. */
    long connectedMs() {
        long sum = 0;
        for (int i = 0; i < measured; i++) {
            sum += durations[i];
        }
        return measured == 0 ? Facts.NONE : sum;
    }

    /** Nearest rank: the smallest length that so many percent of the lengths do not exceed; {@link Facts#NONE} without any. */
    long rank(int percent) {
        if (measured == 0) {
            return Facts.NONE;
        }
        Arrays.sort(durations, 0, measured);
        return durations[(int) (((long) measured * percent + 99) / 100) - 1];
    }

    void write(RowWriter out) {
        out.number(disconnects);
        out.number(users);
        out.number(measured);
        for (int i = 0; i < measured; i++) {
            out.number(durations[i]);
        }
        write(ips, out);
        write(resources, out);
    }

    private static void write(Names names, RowWriter out) {
        out.number(names.count());
        names.forEach(out::text);
    }

    /** Adds what {@link #write} wrote. */
    void merge(RowReader in) {
        disconnects += in.number();
        users += in.number();
        for (long i = in.number(); i > 0; i--) {
            measure(in.number());
        }
        for (long i = in.number(); i > 0; i--) {
            ips.add(in.text());
        }
        for (long i = in.number(); i > 0; i--) {
            resources.add(in.text());
        }
    }
}
