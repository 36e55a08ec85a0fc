package org.hangup.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * What to write.
 *
 * @param output folder for the log files; the truth lies beside it
 * @param bytes wanted size of all files together, uncompressed
 * @param seed of the random numbers: the same options give the same bytes
 * @param profile {@code plain}: one life a connection, nothing that the rivals do not know; {@code realistic}: also stream
 *     management, websockets, BOSH, retries, node stops and crashes
 * @param debug whether to write the records of log level debug, too: about sixty a connection that do not matter
 * @param files number of files, {@code ejabberd.log} and rotated ones
 * @param users number of users to draw from
 * @param gapMicros mean time between two connections
 * @param start time of the first connection
 * @param offset of the times as printed
 */
record Options(
        Path output,
        long bytes,
        long seed,
        Profile profile,
        boolean debug,
        int files,
        int users,
        double gapMicros,
        Instant start,
        ZoneOffset offset) {

    enum Profile {
        PLAIN,
        REALISTIC
    }

    static final String USAGE =
            """
            usage: LogGenerator --output DIR --size 1GB [--profile plain|realistic] [--level info|debug] [--seed 1]
                                [--files 4] [--users 50000] [--gap-us 20000] [--start 2024-03-01T00:00:00Z] [--offset +00:00]""";

    /** Reads the command line; throws {@link IllegalArgumentException} with one line that says what is wrong. */
    static Options of(String... args) {
        Path output = null;
        long bytes = 0;
        long seed = 1;
        var profile = Profile.PLAIN;
        boolean debug = false;
        int files = 4;
        int users = 50_000;
        double gap = 20_000;
        var start = Instant.parse("2024-03-01T00:00:00Z");
        var offset = ZoneOffset.UTC;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " wants a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--output" -> output = Path.of(value);
                case "--size" -> bytes = size(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--profile" -> profile = Profile.valueOf(value.toUpperCase(Locale.ROOT));
                case "--level" -> debug = level(value);
                case "--files" -> files = Integer.parseInt(value);
                case "--users" -> users = Integer.parseInt(value);
                case "--gap-us" -> gap = Double.parseDouble(value);
                case "--start" -> start = Instant.parse(value);
                case "--offset" -> offset = ZoneOffset.of(value);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        if (output == null || bytes <= 0 || files < 1 || users < 1 || gap <= 0) {
            throw new IllegalArgumentException("--output and a positive --size are needed");
        }
        return new Options(output, bytes, seed, profile, debug, files, users, gap, start, offset);
    }

    private static boolean level(String value) {
        return switch (value) {
            case "info" -> false;
            case "debug" -> true;
            default -> throw new IllegalArgumentException("--level is info or debug, not " + value);
        };
    }

    private static long size(String value) {
        String v = value.toUpperCase(Locale.ROOT);
        for (var unit : new Object[][] {{"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"B", 1.0}}) {
            if (v.endsWith((String) unit[0])) {
                String number = v.substring(0, v.length() - ((String) unit[0]).length());
                return (long) (Double.parseDouble(number) * (double) unit[1]);
            }
        }
        return Long.parseLong(v);
    }
}
