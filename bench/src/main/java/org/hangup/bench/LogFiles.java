package org.hangup.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes records in the layout of their release, rotated by size or by day: {@code ejabberd.log} is the newest file, {@code
 * ejabberd.log.0} the one before it, higher numbers are older.
 */
final class LogFiles implements AutoCloseable {
    private final Options options;
    private final long perFile;
    private final byte[] zone;
    private final byte[] stamp = "0000-00-00 00:00:00.000000".getBytes(StandardCharsets.US_ASCII);
    private OutputStream out;
    private int file;
    private long inFile;
    private long second = Long.MIN_VALUE;
    private long written;
    private long records;

    LogFiles(Options options) throws IOException {
        this.options = options;
        this.perFile = options.bytes() / options.files();
        String id = options.offset().getId();
        this.zone = (id.equals("Z") ? "+00:00" : id).getBytes(StandardCharsets.US_ASCII);
        Files.createDirectories(options.output());
        this.out = open();
    }

    void write(Line line) throws IOException {
        while (file < fileOf(line)) {
            out.close();
            file++;
            out = open();
            inFile = 0;
        }
        stamp(line.micros());
        int digits = line.release() == Release.LAGER ? stamp.length - 3 : stamp.length;
        int offset = line.release() == Release.LAGER ? 0 : zone.length;
        byte[] rest = (" [" + line.level() + "] " + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(stamp, 0, digits);
        out.write(zone, 0, offset);
        out.write(rest);
        int length = digits + offset + rest.length;
        written += length;
        inFile += length;
        records++;
    }

    private int fileOf(Line line) {
        int wanted = options.days() > 0 ? options.dayOf(line.micros()) : inFile >= perFile ? file + 1 : file;
        return Math.min(wanted, options.files() - 1);
    }

    boolean full() {
        return written >= options.bytes();
    }

    long written() {
        return written;
    }

    long records() {
        return records;
    }

    private void stamp(long micros) {
        long s = Math.floorDiv(micros, 1_000_000L);
        if (s != second) {
            second = s;
            var t = LocalDateTime.ofEpochSecond(s, 0, ZoneOffset.UTC)
                    .plusSeconds(options.offset().getTotalSeconds());
            digits(0, 4, t.getYear());
            digits(5, 2, t.getMonthValue());
            digits(8, 2, t.getDayOfMonth());
            digits(11, 2, t.getHour());
            digits(14, 2, t.getMinute());
            digits(17, 2, t.getSecond());
        }
        digits(20, 6, (int) Math.floorMod(micros, 1_000_000L));
    }

    private void digits(int at, int count, int value) {
        int v = value;
        for (int i = at + count - 1; i >= at; i--) {
            stamp[i] = (byte) ('0' + v % 10);
            v /= 10;
        }
    }

    private OutputStream open() throws IOException {
        int age = options.files() - 1 - file;
        Path path = options.output().resolve(age == 0 ? "ejabberd.log" : "ejabberd.log." + (age - 1));
        return new BufferedOutputStream(Files.newOutputStream(path), 1 << 20);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
