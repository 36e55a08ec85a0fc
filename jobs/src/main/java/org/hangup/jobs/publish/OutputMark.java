package org.hangup.jobs.publish;

import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hangup.jobs.UsageException;
import org.hangup.jobs.tables.Folder;

/**
 * What an output remembers of how all its tables are made.
 *
 * @param zone of days and hours
 * @param keyId name of the key of the pseudonyms; null if names stand in clear
 * @param catalog catalog and namespace of the tables; empty if they are folders
 */
public record OutputMark(ZoneId zone, String keyId, String catalog) {
    static final String FILE = "_hangup";

    /** The mark of an output; null if it is none, or nothing was published there yet. */
    public static OutputMark read(Folder output) throws IOException {
        if (!output.exists(FILE)) {
            return null;
        }
        Map<String, String> cells = new HashMap<>();
        for (String line : output.read(FILE).lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                cells.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return new OutputMark(
                cells.containsKey("zone") ? ZoneId.of(cells.get("zone")) : null,
                cells.get("key"),
                cells.getOrDefault("catalog", ""));
    }

    String format() {
        return "format\t1\nzone\t" + zone.getId() + "\n" + (keyId == null ? "" : "key\t" + keyId + "\n")
                + (catalog.isEmpty() ? "" : "catalog\t" + catalog + "\n");
    }

    /** @throws UsageException if a run with this zone and key would not fit to the tables that are there */
    void check(Folder output, ZoneId otherZone, String otherKeyId, String otherCatalog) {
        checkCatalog(output, catalog, otherCatalog);
        if (zone != null && !zone.normalized().equals(otherZone.normalized())) {
            throw new UsageException("--zone " + otherZone.getId() + ": the tables in "
                    + (catalog.isEmpty() ? output : catalog) + " were made with --zone " + zone.getId()
                    + "; give that, or another "
                    + (catalog.isEmpty() ? "--output" : "--output-catalog and --work"));
        }
        if (Objects.equals(keyId, otherKeyId)) {
            return;
        }
        if (otherKeyId == null) {
            throw new UsageException("--pseudonyms: the tables in " + output + " hold pseudonyms of the key " + keyId
                    + "; give its file, or another --output");
        }
        String made = keyId == null ? "without pseudonyms" : "with those of the key " + keyId;
        throw new UsageException("--pseudonyms: the key is " + otherKeyId + ", and the tables in " + output
                + " were made " + made + "; give another --output" + (keyId == null ? "" : ", or that key"));
    }

    /** @throws UsageException if a folder belongs to other tables than those that are to be written */
    static void checkCatalog(Folder folder, String made, String catalog) {
        if (made.equals(catalog)) {
            return;
        }
        String argument = catalog.isEmpty() ? "--output " : "--work ";
        throw new UsageException(argument
                + folder
                + (made.isEmpty()
                        ? ": holds tables as folders; give a new folder for the work on " + catalog
                        : ": is the work folder of other tables; give it with --output-catalog " + made
                                + " --work, or another folder"));
    }

    /** @throws UsageException if a path is no folder, or holds what is not Hangup's */
    static void refuseForeign(Folder output, String argument) throws IOException {
        if (output.exists("") && !output.isFolder("")) {
            throw new UsageException(argument + " " + output + ": is a file; give a folder");
        }
        List<String> names = output.names("");
        if (!names.isEmpty() && !names.contains(FILE) && !names.contains(Journal.FOLDER)) {
            throw new UsageException(argument + " " + output + ": holds other things (such as " + names.get(0)
                    + ") and no tables of Hangup; give a new or empty folder, or one that Hangup made");
        }
    }
}
