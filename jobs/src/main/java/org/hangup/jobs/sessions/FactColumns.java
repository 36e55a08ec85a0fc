package org.hangup.jobs.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.hangup.event.ClientTable;
import org.hangup.jobs.archive.LoggedBoot;
import org.hangup.jobs.connections.BuildFacts;
import org.hangup.jobs.connections.Fact;
import org.hangup.jobs.connections.Facts;
import org.hangup.jobs.connections.ForgottenFacts;
import org.hangup.jobs.events.BytesIn;
import org.hangup.jobs.events.Words;

/** The UDF {@code fact_columns(facts, log, boot)}: the columns of a connection that its own events tell. */
final class FactColumns implements UDF3<byte[], Integer, Integer, Row> {
    private static final long serialVersionUID = 1L;

    /** Times in microseconds since the epoch, UTC. */
    static final StructType SCHEMA = new StructType()
            .add("log", DataTypes.StringType)
            .add("boot_id", DataTypes.StringType)
            .add("node", DataTypes.StringType)
            .add("transport", DataTypes.StringType)
            .add("ip", DataTypes.StringType)
            .add("port", DataTypes.IntegerType)
            .add("user", DataTypes.StringType)
            .add("server", DataTypes.StringType)
            .add("resource", DataTypes.StringType)
            .add("tried_user", DataTypes.StringType)
            .add("accepted_at", DataTypes.LongType)
            .add("authenticated_at", DataTypes.LongType)
            .add("opened_at", DataTypes.LongType)
            .add("auth_mechanism", DataTypes.StringType)
            .add("auth_backend", DataTypes.StringType)
            .add("auth_failures", DataTypes.IntegerType)
            .add("established", DataTypes.BooleanType)
            .add("lost_at", DataTypes.LongType)
            .add("lost_reason", DataTypes.StringType)
            .add("client", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("forgotten", DataTypes.BooleanType); // its person was taken out of the output

    private final Broadcast<BuildFacts> build;
    private transient BytesIn in;
    private transient Words words;

    FactColumns(Broadcast<BuildFacts> build) {
        this.build = build;
    }

    @Override
    public Row call(byte[] folded, Integer log, Integer boot) {
        if (in == null) {
            in = new BytesIn();
            words = new Words();
        }
        Facts facts = Facts.read(in.of(folded), words);
        LoggedBoot its = build.value().boot(log, boot);
        String resource = facts.string(Fact.RESOURCE);
        boolean tried = !facts.has(Fact.AUTHENTICATED_AT) && !facts.is(Fact.BOUND);
        boolean forgotten = ForgottenFacts.isForgotten(facts);
        return RowFactory.create(
                text(its.logName()),
                text(its.id()),
                text(its.node()),
                facts.string(Fact.TRANSPORT),
                forgotten ? null : facts.string(Fact.IP),
                facts.has(Fact.PORT) && !forgotten ? facts.number(Fact.PORT) : null,
                forgotten ? null : facts.string(Fact.USER),
                facts.string(Fact.SERVER),
                forgotten ? null : resource,
                tried && !forgotten ? facts.string(Fact.TRIED_USER) : null,
                facts.orNull(Fact.ACCEPTED_AT),
                facts.orNull(Fact.AUTHENTICATED_AT),
                facts.orNull(Fact.OPENED_AT),
                facts.string(Fact.AUTH_MECHANISM),
                facts.string(Fact.AUTH_BACKEND),
                facts.number(Fact.AUTH_FAILURES),
                facts.has(Fact.OPENED_AT),
                facts.orNull(Fact.LOST_AT),
                facts.string(Fact.LOST_REASON),
                forgotten ? null : ClientTable.builtIn().find(resource),
                text(its.version()),
                forgotten);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
