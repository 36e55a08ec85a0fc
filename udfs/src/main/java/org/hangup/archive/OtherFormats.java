package org.hangup.archive;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;

/** Files that hold a log in a form that is not read: what they are, and how a log is made of them, in a sentence. */
final class OtherFormats {
    private static final int TAR_MAGIC = 257;
    private static final int LINES = 20;

    private OtherFormats() {}

    /** By the first bytes; null if they are none of these. */
    static String binary(byte[] b) {
        if (starts(b, "ustar", TAR_MAGIC)) {
            return "a tar archive: tar -xf FILE unpacks it";
        }
        if (starts(b, "PK\3\4", 0)) {
            return "a zip archive: unzip FILE unpacks it";
        }
        if (starts(b, "7z\u00bc\u00af'\u001c", 0)) {
            return "a 7z archive: 7z x FILE unpacks it";
        }
        if (starts(b, "Rar!", 0)) {
            return "a rar archive: unrar x FILE unpacks it";
        }
        if (starts(b, "LPKSHHRH", 0)) {
            return "a journal of systemd: journalctl --file FILE -o short-iso-precise writes it as text";
        }
        if (starts(b, "\u0004\"M\u0018", 0)) {
            return "an lz4 file: unlz4 FILE unpacks it";
        }
        if (starts(b, "\u001f\u009d", 0)) {
            return "a file of compress: uncompress FILE unpacks it";
        }
        Codec within = Codec.of(b, b.length);
        if (within != Codec.NONE) {
            return "packed twice, a " + name(within) + " file stands within it: unpack it once";
        }
        return isUtf16(b) ? "text in UTF-16: iconv -f UTF-16 -t UTF-8 FILE writes it as a log" : null;
    }

    private static String name(Codec codec) {
        return switch (codec) {
            case GZIP -> "gzip";
            case BZIP2 -> "bzip2";
            case XZ -> "xz";
            case ZSTD -> "zstd";
            case NONE, ARCHIVED -> "plain";
        };
    }

    /** A byte order mark, or zeros as every second byte. */
    private static boolean isUtf16(byte[] b) {
        if (b.length >= 2 && ((b[0] == -1 && b[1] == -2) || (b[0] == -2 && b[1] == -1))) {
            return true;
        }
        int zeros = 0;
        int pairs = 0;
        for (int i = 0; i + 1 < b.length && pairs < 2000; i += 2) {
            zeros += (b[i] == 0) == (b[i + 1] == 0) ? 0 : 1;
            pairs++;
        }
        return pairs > 20 && zeros * 10 > pairs * 9;
    }

    /** Of text in which no record stands; null if it is none of these. */
    static String text(byte[] b) {
        int lines = 0;
        for (int i = 0; i < b.length && lines < LINES; lines++) {
            int end = i;
            while (end < b.length && b[end] != '\n') {
                end++;
            }
            if (isCsv(b, i, end)) {
                return "a table in CSV, its columns parted by commas: write out the column that holds the lines, without its quotes";
            }
            i = end + 1;
        }
        int first = 0;
        while (first < b.length && b[first] >= 0 && b[first] <= ' ') {
            first++;
        }
        if (first < b.length && (b[first] == '[' || b[first] == '{') && !isWhole(b, first)) {
            return "JSON that is not one object a line: jq -c writes it so";
        }
        return null;
    }

    /** The line ends as a JSON object does. */
    private static boolean isWhole(byte[] b, int from) {
        int end = from;
        while (end < b.length && b[end] != '\n') {
            end++;
        }
        while (end > from && b[end - 1] <= ' ') {
            end--;
        }
        return b[from] == '{' && b[end - 1] == '}';
    }

    /** A record in quotes behind a comma, a semicolon or a tab, or first in its line. */
    private static boolean isCsv(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean column = i == from || b[i - 1] == ',' || b[i - 1] == ';' || b[i - 1] == '\t';
            if (b[i] == '"' && column && isRecord(b, i + 1, to)) {
                return true;
            }
            if (i > from && column && isRecord(b, i, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRecord(byte[] b, int from, int to) {
        if (from >= to || b[from] < '0' || b[from] > '9') {
            return false;
        }
        var reader = new RecordReader(new ByteArrayInputStream(b, from, to - from), "", ZoneOffset.UTC, null);
        var r = new LogRecord();
        return reader.next(r) && r.layout != null;
    }

    private static boolean starts(byte[] b, String text, int at) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        int to = at + wanted.length;
        return to <= b.length && Arrays.equals(b, at, to, wanted, 0, wanted.length);
    }
}
