package org.hangup.jobs.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.jobs.exchange.RowWriter;
import org.hangup.jobs.publish.DayWriters;
import org.hangup.jobs.publish.TableFiles;
import org.hangup.jobs.publish.TableRow;
import org.hangup.jobs.publish.TableWriter;
import org.hangup.jobs.publish.Tables;

/**
 * Writes what a day leaves to the next one, in {@code _state/date=D}: connections that are not settled, or of which a late
 * line may come (rows of kind {@code connection}), what is known of each log's running boot ({@code log}), and each user's last session that was
 * settled on the day ({@code session}).
 */
final class StateTable {
    static final StructType SCHEMA = new StructType()
            .add("kind", DataTypes.StringType)
            .add("log", DataTypes.StringType)
            .add("boot_id", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("facts", DataTypes.BinaryType)
            .add("node", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("listeners", DataTypes.StringType)
            .add("client_ports", DataTypes.StringType)
            .add("last_at", DataTypes.LongType)
            .add("user", DataTypes.StringType)
            .add("server", DataTypes.StringType)
            .add("session_id", DataTypes.StringType)
            .add("closed_at", DataTypes.LongType)
            .add("settled_at", DataTypes.LongType)
            .add("cause", DataTypes.StringType);

    private final DayWriters writers;
    private final Texts texts = new Texts();
    private final RowWriter packed = new RowWriter();
    private final Map<String, Integer> columns = new HashMap<>();

    StateTable(TableFiles files) {
        writers = files.table(Tables.STATE, SCHEMA);
        for (String name : SCHEMA.fieldNames()) {
            columns.put(name, writers.schema().column(name));
        }
    }

    /** A connection with the facts of the end of a day. */
    void connection(UserConnection c, LoggedBoot boot, Facts then, int day) {
        TableWriter writer = writers.on(day);
        TableRow row = writer.row();
        set(row, "kind", texts.of("connection"));
        set(row, "log", boot.logName());
        set(row, "boot_id", boot.id());
        set(row, "id", c.id);
        packed.clear();
        withSession(then, c).write(packed);
        set(row, "facts", packed.toArray());
        writer.write();
    }

    /** The facts with the session that the connection carries, for the day that finds it open. */
    private Facts withSession(Facts then, UserConnection c) {
        UserSession session = then.is(Fact.BOUND) ? c.session : null;
        if (session == null) {
            return then;
        }
        Facts facts = then.copy();
        facts.set(Fact.SESSION_ID, session.id);
        facts.set(Fact.SESSION_NODE, session.node);
        facts.set(Fact.SESSION_FIRST_IP, session.firstIp);
        facts.set(Fact.SESSION_OPENED_AT, session.openedAt);
        facts.set(Fact.SESSION_CONNECTIONS, c.place);
        EndedSession previous = session.previous;
        if (previous != null) {
            facts.set(Fact.PREVIOUS_SESSION_ID, previous.id());
            facts.set(Fact.PREVIOUS_CLOSED_AT, previous.closedAt());
            facts.set(Fact.PREVIOUS_CAUSE, texts.of(previous.cause()));
        }
        return facts;
    }

    /** A user's last session that was settled on a day. */
    void session(byte[] user, byte[] server, EndedSession last, int day) {
        TableWriter writer = writers.on(day);
        TableRow row = writer.row();
        set(row, "kind", texts.of("session"));
        set(row, "user", user);
        set(row, "server", server);
        set(row, "session_id", last.id());
        row.set(columns.get("closed_at"), last.closedAt());
        row.set(columns.get("settled_at"), last.settledAt());
        set(row, "cause", texts.of(last.cause()));
        writer.write();
    }

    /** A log and the boot that runs at the end of a day. */
    void log(CarriedLog log, int day) {
        TableWriter writer = writers.on(day);
        TableRow row = writer.row();
        set(row, "kind", texts.of("log"));
        set(row, "log", texts.of(log.log()));
        set(row, "boot_id", texts.of(log.bootId()));
        set(row, "node", texts.of(log.node()));
        set(row, "version", texts.of(log.version()));
        set(row, "listeners", texts.of(log.listenersText()));
        set(row, "client_ports", texts.of(log.clientPortsText()));
        row.set(columns.get("last_at"), log.lastAt());
        writer.write();
    }

    private void set(TableRow row, String column, byte[] value) {
        row.set(columns.get(column), value);
    }
}
