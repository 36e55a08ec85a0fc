package org.hangup.jobs.people;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Folder;
import org.hangup.people.PeopleKey;

/**
 * What a run keeps of people.
 *
 * @param key of the pseudonyms; null: names and addresses stand in clear
 * @param forgotten who was taken out of the output; null: nobody
 * @param causes texts of an operator's own reason tables: a reason is told from its arguments by them, too
 */
public record Privacy(PeopleKey key, Forgotten forgotten, List<String> causes) implements Serializable {
    /** Longer files are none of a key. */
    private static final int LONGEST = 1 << 16;

    private static final String HOW = "; 'openssl rand -hex 32 > FILE' makes one";

    public Privacy {
        causes = List.copyOf(causes);
    }

    /** All stays as it is. */
    public static Privacy none() {
        return new Privacy(null, null, List.of());
    }

    /**
     * What holds for an output.
     *
     * @param key of the pseudonyms, null without
     */
    public static Privacy of(PeopleKey key, String output, List<String> causes, Configuration conf) throws IOException {
        return new Privacy(key, Forgotten.read(Folder.at(output, conf)), causes);
    }

    /**
     * The key in a file.
     *
     * @param file path of the key file, null if none was given; then there is no key either
     * @throws UsageException if the file is not there, or no key
     */
    public static PeopleKey key(String file, Configuration conf) throws IOException {
        if (file == null) {
            return null;
        }
        Path path = new Path(file);
        try (InputStream in = path.getFileSystem(conf).open(path)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw new UsageException("--pseudonyms " + file + ": is longer than a key is" + HOW);
            }
            return PeopleKey.ofFile(content);
        } catch (FileNotFoundException e) {
            throw new UsageException("--pseudonyms " + file + ": there is no such file" + HOW);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--pseudonyms " + file + ": " + e.getMessage() + HOW);
        }
    }

    /** The name of the key, null without one. */
    public String keyId() {
        return key == null ? null : key.id();
    }

    /** Whether nothing is to be done with the names of a log. */
    public boolean isNone() {
        return key == null && forgotten == null;
    }
}
