package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hangup.jobs.exchange.Hash;
import org.hangup.jobs.exchange.RowWriter;

/**
 * The rows in which parts of statistics travel to the task that adds them up: {@code hash, name}, then groups, each with its
 * table and columns and a {@link Tally}. The name is the address, or the group itself. Sorted as bytes, the rows of a name
 * stand together.
 */
final class TallyRows {
    private static final long SEED = 0x74_61_6CL;

    private final RowWriter key = new RowWriter();
    private final RowWriter row = new RowWriter();

    /** The tables of statistics. */
    enum Table {
        BY_USER("disconnects_by_user"),
        BY_IP("disconnects_by_ip"),
        BY_CAUSE("disconnects_by_cause");

        static final Table[] ALL = values();

        final String name;

        Table(String name) {
            this.name = name;
        }
    }

    byte[] byUser(Disconnection d, byte[] user, byte[] server) {
        common(Table.BY_USER, d);
        key.text(user);
        key.text(server);
        return key.toArray();
    }

    byte[] byIp(Disconnection d) {
        common(Table.BY_IP, d);
        key.text(d.ip());
        return key.toArray();
    }

    byte[] byCause(Disconnection d, byte[] server) {
        common(Table.BY_CAUSE, d);
        text(d.why().subcause());
        text(d.why().endedBy());
        text(d.why().confidence());
        key.text(server);
        return key.toArray();
    }

    @SuppressWarnings("EnumOrdinal")
    private void common(Table table, Disconnection d) {
        key.clear();
        key.put(table.ordinal());
        key.number(d.date());
        key.number(d.hour());
        key.text(d.node());
        text(d.why().cause());
        key.flag(d.established());
    }

    private void text(String text) {
        key.text(text == null ? null : text.getBytes(UTF_8));
    }

    /** A part of a group, which is all that there is of its address or kind. */
    RowWriter row(byte[] group, Tally tally) {
        begin(group);
        add(group, tally);
        return row;
    }

    /** Begins a row of several groups that belong together: they are added up where all rows of that name are. */
    void begin(byte[] name) {
        row.clear();
        row.sortable(Hash.of(name, SEED));
        row.text(name);
    }

    /** Adds a group's part to the row. */
    void add(byte[] group, Tally tally) {
        row.text(group);
        tally.write(row);
    }

    /** The row with all its groups; written over by the next one. */
    RowWriter end() {
        return row;
    }
}
