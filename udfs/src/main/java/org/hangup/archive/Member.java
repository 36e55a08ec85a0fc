package org.hangup.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;

/**
 * A file in a tar archive (packed or not) or a zip archive. A packed tar is read from its beginning up to the member; the others are not.
 *
 * @param archive the archive's path, see {@link StoredFiles}
 * @param place which of its entries it is, from 0 on
 * @param name its path in the archive, for people
 */
record Member(String archive, int place, String name) {
    private static final String FRONT = "member:";

    static boolean isMember(String path) {
        return path.startsWith(FRONT);
    }

    /** {@code member:PLACE:LENGTH:ARCHIVE/NAME}, the length being that of the archive's path. */
    String path() {
        return FRONT + place + ":" + archive.length() + ":" + archive + "/" + name;
    }

    /** The member of such a path. */
    static Member of(String path) {
        int place = path.indexOf(':', FRONT.length());
        int length = path.indexOf(':', place + 1);
        int end = length + 1 + Integer.parseInt(path.substring(place + 1, length));
        return new Member(
                path.substring(length + 1, end),
                Integer.parseInt(path.substring(FRONT.length(), place)),
                path.substring(end + 1));
    }

    /** Its bytes, as they are stored in the archive's file once that is unpacked. */
    InputStream open(Configuration conf) throws IOException {
        try {
            return Archives.isZip(archive, conf) ? openInZip(conf) : openInTar(conf);
        } catch (RuntimeException e) {
            throw new IOException("damaged archive: " + e.getMessage(), e);
        }
    }

    private InputStream openInTar(Configuration conf) throws IOException {
        TarArchiveInputStream tar = Archives.tar(archive, conf);
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            for (int i = 0; i < place && entry != null; i++) {
                entry = tar.getNextEntry();
            }
            if (entry == null) {
                throw new IOException("the archive ends before this member");
            }
            return new Codec.Careful(tar, Codec.BUFFER);
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    private InputStream openInZip(Configuration conf) throws IOException {
        ZipFile zip = Archives.zip(archive, conf);
        try {
            var entries = zip.getEntries();
            for (int i = 0; i < place && entries.hasMoreElements(); i++) {
                entries.nextElement();
            }
            if (!entries.hasMoreElements()) {
                throw new IOException("the archive has no such member any more");
            }
            ZipArchiveEntry entry = entries.nextElement();
            InputStream in = new Limited(zip.getInputStream(entry), entry.getSize());
            return new FilterInputStream(new Codec.Careful(in, Codec.BUFFER)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    zip.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }
}
