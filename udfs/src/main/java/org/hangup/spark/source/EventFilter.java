package org.hangup.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.LogFiles;
import org.hangup.event.MessageCatalogue;
import org.hangup.log.LogRecord;

/** Lets through the records that a row of the message catalogue may match. */
final class EventFilter implements RecordFilter {
    /** The operator's own tables, as texts: what of the filter goes to the executors. */
    private final List<String> tables;

    private transient MessageCatalogue catalogue;

    private EventFilter(List<String> tables) {
        this.tables = tables;
    }

    /** The filter of the built-in catalogue and of the operator's own files. */
    static RecordFilter of(List<String> files, Configuration conf) {
        var tables = new ArrayList<String>();
        for (String file : files) {
            var path = new Path(file);
            try (InputStream in = LogFiles.fileSystem(path, conf).open(path)) {
                tables.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("option messages names a file that cannot be read: " + file, e);
            }
        }
        var filter = new EventFilter(tables);
        filter.catalogue(); // a wrong row is told before any task starts
        return filter;
    }

    private MessageCatalogue catalogue() {
        if (catalogue == null) {
            catalogue = MessageCatalogue.with(tables);
        }
        return catalogue;
    }

    @Override
    public boolean test(LogRecord r) {
        return r.layout != null
                && catalogue().mayMatch(r.bytes, r.messageStart, r.messageEnd, r.moduleStart, r.moduleEnd);
    }
}
