package org.hangup.jobs.publish;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.hangup.jobs.tables.Folder;
import org.hangup.jobs.tables.Tables;

/**
 * What an output holds, seen without taking it.
 *
 * @param days the published days
 * @param files full path of the ledger; null if there is none
 * @param states full path of the folder of the states
 */
public record Published(NavigableMap<LocalDate, DayMark> days, String files, String states) {
    /**
     * Looks at an output.
     *
     * @param catalog catalog and namespace of the tables; null if they are folders
     * @throws org.hangup.jobs.UsageException as {@link Publication#begin}
     */
    public static Published of(String output, String catalog, ZoneId zone, String keyId, Configuration conf)
            throws IOException {
        Folder folder = Folder.at(output, conf);
        OutputMark.refuseForeign(folder, catalog == null ? "--output" : "--work");
        OutputMark mark = OutputMark.read(folder);
        if (mark != null) {
            mark.check(folder, zone, keyId, catalog == null ? "" : catalog);
        }
        String files = folder.exists(Tables.FILES) ? folder.path(Tables.FILES).toString() : null;
        return new Published(days(folder), files, folder.path(Tables.STATE).toString());
    }

    /** The published days of an output, and what is remembered of each. */
    static NavigableMap<LocalDate, DayMark> days(Folder output) throws IOException {
        NavigableMap<LocalDate, DayMark> days = new TreeMap<>();
        for (String name : output.names(Tables.STATE)) {
            String mark = Tables.STATE + "/" + name + "/" + DayMark.FILE;
            if (name.startsWith("date=") && output.exists(mark)) {
                days.put(LocalDate.parse(name.substring(5)), DayMark.parse(output.read(mark)));
            }
        }
        return days;
    }
}
