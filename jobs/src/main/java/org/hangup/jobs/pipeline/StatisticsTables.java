package org.hangup.jobs.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hangup.jobs.exchange.RowReader;
import org.hangup.jobs.publish.DayWriters;
import org.hangup.jobs.publish.TableFiles;
import org.hangup.jobs.publish.TableRow;
import org.hangup.jobs.publish.TableSchema;
import org.hangup.jobs.publish.TableWriter;
import org.hangup.net.IpAddress;

/** Writes the rows of the three tables of statistics. */
@SuppressWarnings("EnumOrdinal")
final class StatisticsTables {
    private static final int V4_BITS = 24;
    private static final int V6_BITS = 64;

    private final DayWriters[] writers = new DayWriters[TallyRows.Table.ALL.length];
    private final Written written;
    private final RowReader in = new RowReader();
    private final Texts texts = new Texts();
    private byte[] lastIp;
    private byte[] lastNetwork;
    private final int[][] columns = new int[TallyRows.Table.ALL.length][Column.ALL.length];

    private enum Column {
        HOUR,
        NODE,
        CAUSE,
        ESTABLISHED,
        DISCONNECTS,
        CONNECTED_MS,
        P50_MS,
        P95_MS,
        USER,
        SERVER,
        IP,
        NETWORK,
        SUBCAUSE,
        ENDED_BY,
        CONFIDENCE,
        USERS,
        IPS,
        RESOURCES;

        static final Column[] ALL = values();
    }

    /** @param written counts what is written */
    StatisticsTables(TableFiles files, Written written) {
        this.written = written;
        for (TallyRows.Table table : TallyRows.Table.ALL) {
            writers[table.ordinal()] = files.table(table.name);
            TableSchema schema = writers[table.ordinal()].schema();
            for (Column column : Column.ALL) {
                String name = column.name().toLowerCase(Locale.ROOT);
                boolean has = List.of(schema.spark().fieldNames()).contains(name);
                columns[table.ordinal()][column.ordinal()] = has ? schema.column(name) : -1;
            }
        }
    }

    /** Writes a user's connections that ended in the same hour and way. */
    void byUser(Disconnection group, byte[] user, byte[] server, Tally tally) {
        TallyRows.Table table = TallyRows.Table.BY_USER;
        TableWriter writer = writers[table.ordinal()].on(group.date());
        TableRow row = writer.row();
        common(row, table, group.hour(), group.node(), texts.of(group.why().cause()), group.established(), tally);
        set(row, table, Column.USER, user);
        set(row, table, Column.SERVER, server);
        set(row, table, Column.IPS, tally.ips());
        set(row, table, Column.RESOURCES, tally.resources());
        writer.write();
        written.add(table.name, group.date(), group.why().cause(), tally.disconnects());
    }

    /** Writes a group of {@link TallyRows}. */
    void write(byte[] bytes, Tally tally) {
        RowReader group = in.of(bytes);
        TallyRows.Table table = TallyRows.Table.ALL[group.get()];
        int date = (int) group.number();
        TableWriter writer = writers[table.ordinal()].on(date);
        TableRow row = writer.row();
        long hour = group.number();
        byte[] node = group.text();
        byte[] cause = group.text();
        common(row, table, hour, node, cause, group.flag(), tally);
        switch (table) {
            case BY_USER -> {
                set(row, table, Column.USER, group.text());
                set(row, table, Column.SERVER, group.text());
                set(row, table, Column.IPS, tally.ips());
                set(row, table, Column.RESOURCES, tally.resources());
            }
            case BY_IP -> {
                byte[] ip = group.text();
                set(row, table, Column.IP, ip);
                set(row, table, Column.NETWORK, network(ip));
                set(row, table, Column.USERS, tally.users());
            }
            case BY_CAUSE -> {
                set(row, table, Column.SUBCAUSE, group.text());
                set(row, table, Column.ENDED_BY, group.text());
                set(row, table, Column.CONFIDENCE, group.text());
                set(row, table, Column.SERVER, group.text());
                set(row, table, Column.USERS, tally.users());
                set(row, table, Column.IPS, tally.ips());
            }
        }
        writer.write();
        written.add(table.name, date, new String(cause, UTF_8), tally.disconnects());
    }

    private void common(
            TableRow row,
            TallyRows.Table table,
            long hour,
            byte[] node,
            byte[] cause,
            boolean established,
            Tally tally) {
        set(row, table, Column.HOUR, hour);
        set(row, table, Column.NODE, node);
        set(row, table, Column.CAUSE, cause);
        row.set(columns[table.ordinal()][Column.ESTABLISHED.ordinal()], established);
        set(row, table, Column.DISCONNECTS, tally.disconnects());
        set(row, table, Column.CONNECTED_MS, tally.connectedMs());
        set(row, table, Column.P50_MS, tally.rank(50));
        set(row, table, Column.P95_MS, tally.rank(95));
    }

    /** The network of an address; rows of an address come one after the other. */
    private byte[] network(byte[] ip) {
        if (!Arrays.equals(ip, lastIp)) {
            IpAddress address = ip == null ? null : IpAddress.parse(ip, 0, ip.length);
            lastNetwork =
                    address == null ? null : address.network(V4_BITS, V6_BITS).getBytes(UTF_8);
            lastIp = ip;
        }
        return lastNetwork;
    }

    private void set(TableRow row, TallyRows.Table table, Column column, long value) {
        row.set(columns[table.ordinal()][column.ordinal()], value);
    }

    private void set(TableRow row, TallyRows.Table table, Column column, byte[] value) {
        row.set(columns[table.ordinal()][column.ordinal()], value);
    }
}
