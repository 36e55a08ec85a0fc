package org.hangup.bench;

import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.Random;

/** The node that writes the log: its clock, its process ids, and the records that are still to come. */
final class World {
    final Options options;
    final Random random;
    final Truth truth;
    private final PriorityQueue<Line> queue = new PriorityQueue<>();
    private Release release;
    private Lines lines;
    private int order;
    private int nextPid = 490;
    private int connections;

    World(Options options, Truth truth) {
        this.options = options;
        this.truth = truth;
        this.random = new Random(options.seed());
        release(options.upgrade() > 0 ? Release.LAGER : Release.OTP);
    }

    private void release(Release next) {
        release = next;
        lines = new Lines(next);
    }

    Release release() {
        return release;
    }

    /** The records of the release that runs. */
    Lines lines() {
        return lines;
    }

    /** Puts a record in its place in time. */
    void say(long at, String level, String text, Runnable written) {
        queue.add(new Line(at, release, order++, level, text, written));
    }

    void say(long at, String level, String text) {
        say(at, level, text, null);
    }

    /** The next record until that time, or null. */
    Line next(long until) {
        Line head = queue.peek();
        return head != null && head.micros() <= until ? queue.poll() : null;
    }

    int pids(int count) {
        int first = nextPid;
        nextPid += count;
        return first;
    }

    int number() {
        return ++connections;
    }

    /** A time that is exponentially distributed. */
    long wait(double mean) {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** What was still to come will not come: the node died. */
    void forget() {
        queue.clear();
    }

    /** The start of a node: process ids are given out again from the beginning. */
    void boot(long at, Runnable written) {
        nextPid = 490;
        say(at, "info", lines.loading(), written);
        if (release == Release.OTP) {
            say(at + 260_000, "info", lines.loaded());
            say(at + 820_000, "info", lines.modules());
        }
        say(at + 940_000, "info", lines.started());
        say(at + 941_000, "info", lines.tcpListener());
        say(at + 941_100, "info", lines.tlsListener());
        say(at + 941_200, "info", lines.httpListener());
    }

    /** Kills the node: no line of any ending; it starts again three seconds later. */
    void crash(long at) {
        forget();
        var victims = new ArrayList<>(truth.open());
        boot(at + 3_000_000, () -> {
            for (Life life : victims) {
                gone(life, at, "server_crash");
            }
        });
    }

    /** Stops the node: some of the sessions get their close line, then the stop line; it starts again two seconds later. */
    void stop(long at) {
        stop(at, release);
    }

    /** Stops the node, and starts it again as a newer release, which writes to the same file. */
    void upgrade(long at) {
        stop(at, Release.OTP);
    }

    private void stop(long at, Release next) {
        forget();
        var silent = new ArrayList<Life>();
        long end = at;
        for (Life life : new ArrayList<>(truth.open())) {
            if (life.established == 0 || life.ended != 0 || oneIn(3)) {
                silent.add(life);
            } else {
                end += 200;
                long closed = end;
                String reason = "Stream closed by local host: system-shutdown";
                say(
                        closed,
                        "info",
                        lines.close(life, reason),
                        () -> truth.ended(life, closed, "server_shutdown", reason));
            }
        }
        say(end + 1_500_000, "info", lines.stopped(), () -> silent.forEach(life -> gone(life, at, "server_shutdown")));
        release(next);
        boot(end + 3_500_000, null);
    }

    /** A connection went with its node, without a line of its own. */
    private void gone(Life life, long at, String cause) {
        if (life.ended != 0) {
            truth.settled(life);
        } else if (life.established != 0) {
            truth.ended(life, at, cause, "");
        } else {
            truth.interrupted(life);
        }
    }
}
