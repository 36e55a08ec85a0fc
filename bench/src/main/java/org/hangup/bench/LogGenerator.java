package org.hangup.bench;

import java.io.IOException;

/** Writes a log of a wanted size and, beside its folder, what is true of it. The same options give the same bytes. */
public final class LogGenerator {
    /** About the bytes that a connection writes at level info, until enough are written to tell. */
    private static final double FIRST_GUESS = 720;

    private final Options options;
    private final LogFiles files;
    private final Truth truth;
    private final World world;
    private int born;
    private long last;

    private LogGenerator(Options options, LogFiles files, Truth truth) {
        this.options = options;
        this.files = files;
        this.truth = truth;
        this.world = new World(options, truth);
    }

    /** Takes the options of {@link Options#USAGE}; exits with 2 if they are wrong. */
    public static void main(String[] args) throws IOException {
        Options options;
        try {
            options = Options.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        generate(options);
    }

    static void generate(Options options) throws IOException {
        try (var files = new LogFiles(options);
                var truth = new Truth(options.output(), options.profile() == Options.Profile.REALISTIC)) {
            new LogGenerator(options, files, truth).write();
            System.out.println(files.written() + " bytes, " + files.records() + " records in " + options.output());
        }
    }

    private void write() throws IOException {
        var lives = new Lives(world);
        long start = options.start().toEpochMilli() * 1000;
        long at = start + 2_000_000;
        long end = options.days() > 0 ? options.end() : Long.MAX_VALUE;
        last = start;
        world.boot(start, null);
        while (!files.full()) {
            at += world.wait(gap(at));
            if (at >= end) {
                writeUntil(end - 1);
                break;
            }
            writeUntil(at);
            at = interruption(at);
            lives.begin(at);
            born++;
        }
        truth.finish(files, last);
    }

    /** Mean time to the next connection; over days, what brings the rest of the log to the end of the last day. */
    private double gap(long at) {
        if (options.days() == 0) {
            return options.gapMicros();
        }
        double each = (files.written() + FIRST_GUESS * 20) / (born + 20);
        double left = (options.bytes() - files.written()) / each;
        return Math.max(1, (options.end() - at) / Math.max(1, left));
    }

    /** The node may stop here, or die, or be upgraded; returns when it is back. */
    private long interruption(long at) {
        if (world.release() == Release.LAGER && files.written() >= options.bytes() * options.upgrade()) {
            world.upgrade(at);
            return at + 60_000_000;
        }
        if (options.profile() == Options.Profile.PLAIN || (born + 1) % uptime() != 0) {
            return at;
        }
        if ((born + 1) % (2 * uptime()) == 0) {
            world.crash(at);
            return at + 5_000_000;
        }
        world.stop(at);
        return at + 60_000_000;
    }

    /** Connections from one stop to the next: some sixteen stops a log, whatever its size, if it is not very short. */
    private int uptime() {
        return (int) Math.max(3_000, options.bytes() / (16 * FIRST_GUESS));
    }

    private void writeUntil(long until) throws IOException {
        Line line = world.next(until);
        while (line != null && !files.full()) {
            files.write(line);
            truth.wrote(line);
            last = line.micros();
            line = world.next(until);
        }
    }
}
