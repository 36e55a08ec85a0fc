package org.hangup.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;

/** The files in tar archives (plain, or packed as files may be) and in zip archives. Nothing of them is written anywhere, and what they claim of themselves is not believed. */
public final class Archives {
    /** Members of an archive that are looked at. */
    private static final int MOST = 10_000;
    /** What may come out of an archive: a thousand times what it takes, and this. */
    private static final long ROOM = 1L << 30;

    private static final int FOLD = 1000;
    private static final int TAR_MAGIC = 257;
    private static final int ZIP_END = 22;
    private static final int ZIP_COMMENT = 1 << 16;
    /** Bytes of a zip's directory, which is read into memory: some ten thousand members. */
    private static final long ZIP_DIRECTORY = 4L << 20;

    private static final String LINK = "a link in an archive: what it names is read where it stands";

    private Archives() {}

    /**
     * A file in an archive.
     *
     * @param path how {@link StoredFiles} opens it
     * @param name its path in the archive
     * @param length its bytes
     * @param modified milliseconds since the epoch, 0 if not known
     * @param problem why it is not read, or null
     */
    public record Entry(String path, String name, long length, long modified, String problem) implements Serializable {}

    /**
     * What an archive holds.
     *
     * @param problem why the rest of it is not known, or null
     */
    public record Content(List<Entry> entries, String problem) implements Serializable {}

    /** Whether the first bytes of a file, unpacked by {@code codec}, are those of an archive that is read. */
    static boolean isArchive(byte[] sample, Codec codec) {
        byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
        int to = TAR_MAGIC + magic.length;
        boolean tar = to <= sample.length && Arrays.equals(sample, TAR_MAGIC, to, magic, 0, magic.length);
        return tar || (codec == Codec.NONE && isZip(sample));
    }

    private static boolean isZip(byte[] head) {
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    }

    static boolean isZip(String path, Configuration conf) throws IOException {
        return isZip(head(path, conf));
    }

    private static byte[] head(String path, Configuration conf) throws IOException {
        try (InputStream in = StoredFiles.open(path, 0, conf)) {
            return in.readNBytes(Codec.HEAD);
        }
    }

    /**
     * The files in an archive; of several of one name the last. What is no file (folders) is not there, what is one and cannot be read has a
     * problem.
     *
     * @param length its stored bytes
     */
    public static Content of(String path, long length, Configuration conf) {
        var entries = new ArrayList<Entry>();
        String problem = null;
        long most = ROOM + FOLD * Math.min(length, Long.MAX_VALUE / FOLD / 2);
        try {
            problem = isZip(path, conf) ? zip(path, most, conf, entries) : tar(path, most, conf, entries);
        } catch (IOException e) {
            problem = e.getMessage() == null ? "cannot be read" : e.getMessage();
        } catch (RuntimeException e) {
            problem = "damaged archive: " + e.getMessage();
        }
        Map<String, Entry> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return new Content(List.copyOf(byName.values()), problem);
    }

    private static String tar(String path, long most, Configuration conf, List<Entry> entries) throws IOException {
        Codec codec = codec(path, conf);
        InputStream unpacked = new Limited(unpacked(path, codec, conf), codec == Codec.NONE ? Long.MAX_VALUE : most);
        try (var tar = new TarArchiveInputStream(unpacked)) {
            int place = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entries.size() == MOST || place == 10 * MOST) {
                    return "it has more than " + MOST + " files: unpack it";
                }
                if (!entry.isDirectory()) {
                    String problem = problem(tar, entry);
                    entries.add(
                            entry(path, place, entry.getName(), entry.getSize(), entry.getLastModifiedTime(), problem));
                }
                place++;
            }
            return null;
        }
    }

    /** Why a member is not read, or null. */
    private static String problem(TarArchiveInputStream tar, TarArchiveEntry entry) {
        if (entry.isSymbolicLink() || entry.isLink()) {
            return LINK;
        }
        if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
            return "no regular file";
        }
        return tar.canReadEntryData(entry) ? null : "stored in a way that is not read: unpack the archive";
    }

    /** Why a member is not read, or null. */
    private static String problem(ZipFile zip, ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "encrypted: unzip the archive";
        }
        if (entry.isUnixSymlink()) {
            return LINK;
        }
        return zip.canReadEntryData(entry) ? null : "packed in a way that is not read: unzip the archive";
    }

    private static String zip(String path, long most, Configuration conf, List<Entry> entries) throws IOException {
        try (ZipFile zip = zip(path, conf)) {
            long sum = 0;
            int place = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entries.size() == MOST) {
                    return "it has more than " + MOST + " files: unpack it";
                }
                sum += Math.max(0, entry.getSize());
                if (sum > most || sum < 0) {
                    return "more would come out of it than logs hold: a bomb";
                }
                if (!entry.isDirectory()) {
                    String problem = problem(zip, entry);
                    entries.add(
                            entry(path, place, entry.getName(), entry.getSize(), entry.getLastModifiedTime(), problem));
                }
                place++;
            }
            return null;
        }
    }

    private static Entry entry(String path, int place, String name, long size, FileTime modified, String problem) {
        String plain = Stream.of(name.split("[/\\\\]"))
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
        String shown = plain.isEmpty() ? "member-" + place : plain;
        return new Entry(
                new Member(path, place, shown).path(),
                shown,
                Math.max(0, size),
                modified == null ? 0 : modified.toMillis(),
                problem);
    }

    static TarArchiveInputStream tar(String path, Configuration conf) throws IOException {
        return new TarArchiveInputStream(unpacked(path, codec(path, conf), conf));
    }

    private static Codec codec(String path, Configuration conf) throws IOException {
        byte[] head = head(path, conf);
        return Codec.of(head, head.length);
    }

    private static InputStream unpacked(String path, Codec codec, Configuration conf) throws IOException {
        InputStream raw = StoredFiles.open(path, 0, conf);
        try {
            // a tar reader asks for half a kilobyte at a time
            return codec == Codec.NONE ? raw : new BufferedInputStream(codec.open(raw), Codec.BUFFER);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    static ZipFile zip(String path, Configuration conf) throws IOException {
        SeekableByteChannel channel = StoredFiles.channel(path, conf);
        try {
            checkDirectory(channel);
            channel.position(0);
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The directory of a zip archive (APPNOTE 4.3.16) is read whole; so it must not be as large as it likes. */
    private static void checkDirectory(SeekableByteChannel zip) throws IOException {
        int length = (int) Math.min(zip.size(), ZIP_END + ZIP_COMMENT);
        var tail = ByteBuffer.allocate(length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        zip.position(zip.size() - length);
        while (tail.hasRemaining() && zip.read(tail) > 0) {
            // to its end
        }
        for (int i = length - ZIP_END; i >= 0; i--) {
            if (tail.getInt(i) == 0x06054B50) {
                long at = tail.getInt(i + 16) & 0xFFFFFFFFL;
                long end = zip.size() - length + i;
                if (at == 0xFFFFFFFFL) {
                    throw new IOException("a zip archive of more than 4 GB: unzip it");
                }
                if (end - at > ZIP_DIRECTORY) {
                    throw new IOException("a zip archive of too many files: unzip it");
                }
                return;
            }
        }
        throw new IOException("truncated zip archive");
    }
}
