package org.hangup.jobs.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Events that {@link Identities} has named, as rows of {@link Events#GATHERED}, one an event. */
final class Renaming implements Iterator<Row> {
    private final Iterator<Row> named;
    private final ConnectionEvent event = new ConnectionEvent();
    private final BytesIn in = new BytesIn();
    private final BytesOut out = new BytesOut();

    Renaming(Iterator<Row> named) {
        this.named = named;
    }

    @Override
    public boolean hasNext() {
        return named.hasNext();
    }

    @Override
    public Row next() {
        Row row = named.next();
        event.at = 0;
        event.offset = 0;
        event.read(in.of(row.getAs("events")));
        set(EventText.USER, row.getAs("e_user"));
        set(EventText.SERVER, row.getAs("e_server"));
        set(EventText.RESOURCE, row.getAs("e_resource"));
        set(EventText.NEARBY, row.getAs("e_nearby"));
        out.clear();
        event.write(out, 0, 0);
        int log = row.getAs("log");
        int boot = row.getAs("boot");
        byte[] id = row.<String>getAs("id").getBytes(UTF_8);
        return Fragments.row(
                Fragments.key(log, boot, id, 0, id.length),
                log,
                boot,
                id,
                row.getAs("order"),
                row.getAs("offset"),
                row.getAs("file"),
                out.toArray());
    }

    /** What the neighbours of a line told of it. */
    private void set(EventText text, String value) {
        if (value != null && !event.has(text)) {
            byte[] bytes = value.getBytes(UTF_8);
            event.set(text, bytes, 0, bytes.length);
        }
    }
}
