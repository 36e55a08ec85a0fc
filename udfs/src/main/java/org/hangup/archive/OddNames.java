package org.hangup.archive;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Local files whose names, or whose folders' names, are not in UTF-8. Hadoop cannot name them; they are opened by the bytes of their names.
 */
public final class OddNames {
    private static final int DEEPEST = 64;

    private OddNames() {}

    /**
     * Such a file.
     *
     * @param path for {@link StoredFiles}
     * @param name below the folder, bytes that are no UTF-8 as {@code %E4}
     * @param special whether it is a FIFO, a socket or a device
     */
    public record Odd(String path, String name, long length, long modified, boolean special) {}

    /** Those in a folder, and those in folders of such names in it; none if it is not local or cannot be listed. */
    public static List<Odd> in(org.apache.hadoop.fs.Path folder) {
        if (!"file".equals(folder.toUri().getScheme())) {
            return List.of();
        }
        var found = new ArrayList<Odd>();
        Path base = Path.of(folder.toUri());
        try (var children = Files.newDirectoryStream(base)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (name.indexOf('\uFFFD') >= 0 && !new File(child.toString()).exists()) {
                    add(base, child, found);
                }
            }
        } catch (IOException | RuntimeException e) {
            return found; // what cannot be listed is told where the folder is
        }
        return found;
    }

    private static void add(Path base, Path child, List<Odd> found) throws IOException {
        try (Stream<Path> files = Files.walk(child, DEEPEST)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (!attributes.isDirectory()) {
                    String whole = text(file.toUri());
                    String above = text(base.toUri());
                    found.add(new Odd(
                            StoredFiles.BYTES + file.toUri(),
                            whole.substring(above.endsWith("/") ? above.length() : above.length() + 1),
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis(),
                            attributes.isOther()));
                }
            }
        }
    }

    /** The path of a URI; bytes that are no UTF-8 stay as the URI has them. */
    static String text(URI uri) {
        ByteBuffer bytes = ByteBuffer.wrap(unescaped(uri.getRawPath()));
        CharBuffer chars = CharBuffer.allocate(bytes.remaining() * 3);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        for (CoderResult result = decoder.decode(bytes, chars, true);
                result.isMalformed();
                result = decoder.decode(bytes, chars, true)) {
            for (int i = 0; i < result.length(); i++) {
                chars.put(String.format(Locale.ROOT, "%%%02X", bytes.get() & 0xFF));
            }
        }
        return chars.flip().toString();
    }

    private static byte[] unescaped(String raw) {
        var bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) raw.charAt(i));
            }
        }
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }
}
