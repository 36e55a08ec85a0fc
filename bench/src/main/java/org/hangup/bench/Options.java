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
 * @param days days to spread the log over evenly, a file each; 0: by {@code gapMicros}
 * @param websockets share of the connections that come over a websocket
 * @param skew share of the connections that are one account's, from one address
 * @param upgrade share of the log that an older release writes, in another layout, until the node is upgraded
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
        int days,
        double websockets,
        double skew,
        double upgrade,
        int users,
        double gapMicros,
        Instant start,
        ZoneOffset offset) {

    enum Profile {
        PLAIN,
        REALISTIC
    }

    private static final long DAY = 86_400_000_000L;

    static final String USAGE =
            """
            usage: LogGenerator --output DIR --size 1GB [--profile plain|realistic] [--level info|debug] [--seed 1]
                                [--files 4 [--gap-us 20000] | --days N] [--users 50000] [--start 2024-03-01T00:00:00Z] [--offset +00:00]
                                [--websockets SHARE] [--skew SHARE] [--upgrade SHARE]
              --websockets  share of the connections over a websocket; default 0, realistic 0.25
              --skew        share of the connections that one account makes from one address; default 0
              --upgrade     share of the log that ejabberd 18.12 writes, before it is upgraded; default 0""";

    /** Reads the command line; throws {@link IllegalArgumentException} with one line that says what is wrong. */
    static Options of(String... args) {
        Path output = null;
        long bytes = 0;
        long seed = 1;
        var profile = Profile.PLAIN;
        boolean debug = false;
        int files = 4;
        int days = 0;
        double websockets = -1;
        double skew = 0;
        double upgrade = 0;
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
                case "--days" -> days = Integer.parseInt(value);
                case "--websockets" -> websockets = share(args[i], value);
                case "--skew" -> skew = share(args[i], value);
                case "--upgrade" -> upgrade = share(args[i], value);
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
        if (days < 0) {
            throw new IllegalArgumentException("--days is a positive number, not " + days);
        }
        if (upgrade > 0 && debug) {
            throw new IllegalArgumentException("--upgrade knows no records of level debug");
        }
        if (websockets < 0) {
            websockets = profile == Profile.REALISTIC ? 0.25 : 0;
        }
        return new Options(
                output,
                bytes,
                seed,
                profile,
                debug,
                days > 0 ? days : files,
                days,
                websockets,
                skew,
                upgrade,
                users,
                gap,
                start,
                offset);
    }

    /** The local day of a time, counted from the log's first. */
    int dayOf(long micros) {
        return (int) (day(micros) - day(start.toEpochMilli() * 1000));
    }

    /** Midnight after the last of {@link #days}, in microseconds since 1970 UTC. */
    long end() {
        return (day(start.toEpochMilli() * 1000) + days) * DAY - offset.getTotalSeconds() * 1_000_000L;
    }

    private long day(long micros) {
        return Math.floorDiv(micros + offset.getTotalSeconds() * 1_000_000L, DAY);
    }

    private static double share(String name, String value) {
        double share = Double.parseDouble(value);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is a share from 0 to 1, not " + value);
        }
        return share;
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
