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
    private int order;
    private int nextPid = 490;
    private int connections;

    World(Options options, Truth truth) {
        this.options = options;
        this.truth = truth;
        this.random = new Random(options.seed());
    }

    /** Puts a record in its place in time. */
    void say(long at, String level, String text, Runnable written) {
        queue.add(new Line(at, order++, level, text, written));
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
        say(
                at,
                "info",
                "<0.123.0>@ejabberd_config:load/1:82 Loading configuration from /etc/ejabberd/ejabberd.yml",
                written);
        say(at + 260_000, "info", "<0.123.0>@ejabberd_config:load/1:89 Configuration loaded successfully");
        say(
                at + 820_000,
                "info",
                "<0.349.0>@gen_mod:start_modules/0:130 Loading modules for example.org and chat.example.org");
        say(
                at + 940_000,
                "info",
                "<0.123.0>@ejabberd_app:start/2:63 ejabberd 23.01-1 is started in the node ejabberd@localhost in 1.38s");
        say(at + 941_000, "info", listener(376, "TCP", "[::]:5222", "ejabberd_c2s"));
        say(at + 941_100, "info", listener(377, "TLS", "[::]:5223", "ejabberd_c2s"));
        say(at + 941_200, "info", listener(381, "TCP", "[::]:5280", "ejabberd_http"));
    }

    private static String listener(int pid, String kind, String address, String module) {
        return "<0." + pid + ".0>@ejabberd_listener:init/4:160 Start accepting " + kind + " connections at " + address
                + " for " + module;
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
                        Lines.close(life, reason),
                        () -> truth.ended(life, closed, "server_shutdown", reason));
            }
        }
        say(
                end + 1_500_000,
                "info",
                "<0.123.0>@ejabberd_app:stop/1:111 ejabberd 23.01-1 is stopped in the node ejabberd@localhost",
                () -> silent.forEach(life -> gone(life, at, "server_shutdown")));
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
