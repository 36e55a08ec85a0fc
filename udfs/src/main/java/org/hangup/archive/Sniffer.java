package org.hangup.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.hangup.log.Layouts;
import org.hangup.log.LogRecord;

/**
 * Says what a file is by its first {@link #SAMPLE} uncompressed bytes: a log if at least half of them stand behind a
 * header that some layout recognises. Pictures, random bytes, HTML pages and other texts are none.
 */
public final class Sniffer {
    /** Uncompressed bytes that are looked at: 256 KiB. */
    public static final int SAMPLE = 1 << 18;

    private Sniffer() {}

    /** What a file is. */
    public enum Kind {
        LOG,
        EMPTY,
        /** A tar or zip archive, which is read like a folder: see {@link Archives}. */
        ARCHIVE,
        NOT_A_LOG
    }

    /**
     * What the beginning of a file tells.
     *
     * @param layout the name of the first layout; "" if it is no log
     * @param firstTs the time of the first record that has one, microseconds UTC; {@link LogRecord#NO_TIME} if none
     * @param date what {@link DateClue} says of the first record's day if the layout prints none; else null
     * @param problem what broke the file within these bytes, or null
     * @param note of what is no log: what it is, and how to make a log of it; null if nothing is known
     * @param otherServers layouts that read the records of other servers alone which stand in these bytes, too
     */
    public record Sniffed(
            Kind kind,
            Codec codec,
            String layout,
            long firstTs,
            LocalDate date,
            String problem,
            String note,
            List<String> otherServers) {
        /** The same of a file within an archive, where another archive is not read. */
        private Sniffed asMember() {
            return new Sniffed(
                    kind == Kind.ARCHIVE ? Kind.NOT_A_LOG : kind,
                    codec == Codec.NONE ? Codec.ARCHIVED : codec,
                    layout,
                    firstTs,
                    date,
                    problem,
                    note,
                    otherServers);
        }
    }

    /**
     * Looks at a file.
     *
     * @throws IOException if it cannot be opened or its first bytes cannot be read
     */
    public static Sniffed sniff(String path, ZoneId zone, Configuration conf) throws IOException {
        try (InputStream raw = StoredFiles.open(path, 0, conf)) {
            Sniffed seen = sniff(raw, zone);
            return Member.isMember(path) ? seen.asMember() : seen;
        }
    }

    /** Looks at the bytes of a file as they are stored. */
    public static Sniffed sniff(InputStream raw, ZoneId zone) throws IOException {
        byte[] head = raw.readNBytes(Codec.HEAD);
        Codec codec = Codec.of(head, head.length);
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), raw);
        byte[] sample = new byte[SAMPLE];
        int n = 0;
        String problem = null;
        try {
            InputStream in = codec.open(whole);
            for (int got = 0; got >= 0 && n < SAMPLE; n += Math.max(got, 0)) {
                got = in.read(sample, n, SAMPLE - n);
                // a file that was cut while its writer went on begins with zeros, perhaps with very many
                if (n == 0 && got > 1 && isZero(sample, got)) {
                    n = 1;
                    got = 0;
                } else if (n == 1 && got > 0 && isZero(sample, 1 + got)) {
                    got = 0;
                }
            }
        } catch (IOException e) {
            if (codec == Codec.NONE) {
                throw e;
            }
            problem = e.getMessage() == null ? "truncated or damaged compressed data" : e.getMessage();
        }
        return judge(Arrays.copyOf(sample, n), codec, zone, problem);
    }

    private static boolean isZero(byte[] b, int length) {
        for (int i = 0; i < length; i++) {
            if (b[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Sniffed judge(byte[] sample, Codec codec, ZoneId zone, String problem) {
        int text = 0;
        while (text < sample.length && (sample[text] == 0 || sample[text] == '\n' || sample[text] == '\r')) {
            text++;
        }
        if (text == sample.length) {
            Kind kind = problem == null ? Kind.EMPTY : Kind.NOT_A_LOG;
            return new Sniffed(kind, codec, "", LogRecord.NO_TIME, null, problem, null, List.of());
        }
        String other = OtherFormats.binary(sample);
        if (Archives.isArchive(sample, codec)) {
            return new Sniffed(Kind.ARCHIVE, codec, "", LogRecord.NO_TIME, null, problem, other, List.of());
        }
        if (other != null || binary(sample, text) || markup(sample, text)) {
            return notALog(codec, problem, other);
        }
        var found = new FirstRecords(sample, zone);
        if (!found.isLog(text)) {
            return notALog(codec, problem, OtherFormats.text(sample));
        }
        if (found.isNewestFirst()) {
            return notALog(
                    codec,
                    problem,
                    "its newest record stands first: tac FILE turns it round, if each record is one line");
        }
        LocalDate date = Layouts.named(found.layout()).dated() ? null : DateClue.of(sample, zone);
        return new Sniffed(Kind.LOG, codec, found.layout(), found.firstTs(), date, problem, null, found.otherServers());
    }

    private static Sniffed notALog(Codec codec, String problem, String note) {
        return new Sniffed(Kind.NOT_A_LOG, codec, "", LogRecord.NO_TIME, null, problem, note, List.of());
    }

    /** More than 2 % control characters; blocks of zeros, which a crash or a cut leaves in a log, are not counted. */
    private static boolean binary(byte[] b, int from) {
        int odd = 0;
        for (int i = from; i < b.length; i++) {
            byte c = b[i];
            boolean alone = c == 0 && i > 0 && b[i - 1] != 0 && (i + 1 == b.length || b[i + 1] != 0);
            if ((alone || c > 0) && c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x1B) {
                odd++;
            }
        }
        return odd * 50L > b.length - from;
    }

    private static boolean markup(byte[] b, int from) {
        int i = from;
        while (i < b.length && b[i] <= ' ' && b[i] >= 0) {
            i++;
        }
        String head = ascii(b, i, Math.min(9, b.length - i)).toLowerCase(Locale.ROOT);
        return head.startsWith("<!doctype") || head.startsWith("<html") || head.startsWith("<?xml");
    }

    private static String ascii(byte[] b, int from, int n) {
        return new String(b, from, n, StandardCharsets.ISO_8859_1);
    }
}
