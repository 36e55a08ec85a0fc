package org.hangup.bench;

import java.io.IOException;

/** Writes a log of a wanted size and, beside its folder, what is true of it. The same options give the same bytes. */
public final class LogGenerator {
    private LogGenerator() {}

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
        boolean realistic = options.profile() == Options.Profile.REALISTIC;
        try (var files = new LogFiles(options);
                var truth = new Truth(options.output(), realistic)) {
            var world = new World(options, truth);
            var lives = new Lives(world);
            long start = options.start().toEpochMilli() * 1000;
            long at = start + 2_000_000;
            long last = start;
            world.boot(start, null);
            int born = 0;
            while (!files.full()) {
                at += world.wait(options.gapMicros());
                last = write(world, truth, files, at, last);
                if (realistic && ++born % 3_000 == 0) {
                    if (born % 6_000 == 0) {
                        world.crash(at);
                        at += 5_000_000;
                    } else {
                        world.stop(at);
                        at += 60_000_000;
                    }
                }
                lives.begin(at);
            }
            truth.finish(files, last);
            System.out.println(files.written() + " bytes, " + files.records() + " records in " + options.output());
        }
    }

    private static long write(World world, Truth truth, LogFiles files, long until, long before) throws IOException {
        long last = before;
        Line line = world.next(until);
        while (line != null && !files.full()) {
            files.write(line);
            last = line.micros();
            truth.now(last);
            line = world.next(until);
        }
        return last;
    }
}
