package org.hangup.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event functions as people call them: from SQL. */
class EventFunctionsTest {
    private static final SparkSession SPARK = SharedSpark.session();

    private static Row first(String sql) {
        return SPARK.sql(sql).head();
    }

    @Test
    void parseEvent() {
        Row event = first("SELECT e.* FROM (SELECT ejabberd.parse_event('(tls|<0.5.0>) Closing c2s session for "
                + "romeo@example.net/home: Stream reset by peer') e)");
        assertThat(event.mkString("|"))
                .isEqualTo(
                        "session_closed|<0.5.0>|tls|romeo|example.net|home|null|null|null|null|Stream reset by peer|null|null"
                                + "|null|null|romeo@example.net/home: Stream reset by peer|null|null");
        assertThat(event.schema().fieldNames())
                .startsWith(
                        "event",
                        "connection",
                        "transport",
                        "user",
                        "server",
                        "resource",
                        "ip",
                        "port",
                        "auth_mechanism",
                        "auth_backend",
                        "reason",
                        "node",
                        "version");
    }

    @Test
    void parseEventOfNothing() {
        Row row = first(
                "SELECT ejabberd.parse_event(NULL), ejabberd.parse_event(''), ejabberd.parse_event('x', NULL, NULL),"
                        + " ejabberd.parse_event('(<0.5.0>) Opened session for a@b/c', 'mod_muc')");
        assertThat(row.mkString("|")).isEqualTo("null|null|null|null");
    }

    @Test
    void moduleAndVersionAsColumns() {
        List<Row> rows = SPARK.sql(
                        "SELECT e.user, e.auth_backend, e.ip FROM (SELECT ejabberd.parse_event(m, module, version) e, n FROM VALUES "
                                + "(1, '({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Accepted authentication for a by x from 192.0.2.7', 'ejabberd_c2s', '14.12'),"
                                + "(2, '({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Accepted authentication for a by x', 'ejabberd_c2s', '2.1.13'),"
                                + "(3, '({socket_state,gen_tcp,#Port<0.1>,<0.2.0>}) Accepted authentication for a by x', 'ejabberd_c2s', '23.01')"
                                + " t(n, m, module, version)) ORDER BY n")
                .collectAsList();
        assertThat(rows.toString()).isEqualTo("[[a,x,192.0.2.7], [a,x,null], [null,null,null]]");
    }

    @Test
    void timeAndPorts() {
        Row row = first("SELECT ejabberd.parse_event('mod_gbox_messager: sid: {{1414,140336,249563},<0.495.0>}').at,"
                + " ejabberd.parse_event('(<0.5.0>) Accepted connection [2001:db8::1]:51322 -> [::]:5222').port,"
                + " ejabberd.parse_event('(<0.5.0>) Accepted connection [2001:db8::1]:51322 -> [::]:5222').local_port");
        assertThat(row.getTimestamp(0).toInstant()).hasToString("2014-10-24T08:45:36.249563Z");
        assertThat(row.getInt(1)).isEqualTo(51322);
        assertThat(row.getInt(2)).isEqualTo(5222);
    }

    @Test
    void disconnectCause() {
        Row row = first("SELECT ejabberd.disconnect_cause('Connection failed: unknown POSIX error: ping_timeout'),"
                + " ejabberd.disconnect_cause('nobody knows this'), ejabberd.disconnect_cause(NULL)");
        assertThat(row.mkString("|")).isEqualTo("[timeout_ping,null,client_or_network]|[unknown,null,null]|null");
    }

    @Test
    void parseLine() {
        Row row = first(
                "SELECT cast(ejabberd.parse_line('2024-03-01 10:00:00.123456+01:00 [info] <0.5.0>@ejabberd_c2s:bind/2:450 hello') AS STRING),"
                        + " cast(ejabberd.parse_line('08:45:52.549 [info] route\n  from x') AS STRING),"
                        + " ejabberd.parse_line('no header'), ejabberd.parse_line(''), ejabberd.parse_line(NULL)");
        assertThat(row.mkString("|"))
                .isEqualTo("{2024-03-01 09:00:00.123456, info, <0.5.0>, ejabberd_c2s, bind, 2, 450, hello, otp}"
                        + "|{null, info, null, null, null, null, null, route\n  from x, lager_console}|null|null|null");
    }

    @Test
    void networks() {
        Row row = first(
                "SELECT ejabberd.ip_network('::ffff:192.0.2.7', 24, 64), ejabberd.ip_network('2001:db8:1:2:3::9', 24, 64),"
                        + " ejabberd.ip_network('no address', 24, 64), ejabberd.ip_network(NULL, 24, 64), ejabberd.ip_network('192.0.2.7', NULL, 64)");
        assertThat(row.mkString("|")).isEqualTo("192.0.2.0/24|2001:db8:1:2::/64|null|null|null");
        assertThatThrownBy(() -> first("SELECT ejabberd.ip_network('192.0.2.7', 33, 64)"))
                .hasStackTraceContaining("v4_bits must be 0 to 32, not 33");
    }

    @Test
    void jidParts() {
        Row row = first(
                "SELECT ejabberd.jid_user(j), ejabberd.jid_server(j), ejabberd.jid_resource(j), ejabberd.jid_bare(j)"
                        + " FROM VALUES ('romeo@example.net/a@b/c: d') t(j)");
        assertThat(row.mkString("|")).isEqualTo("romeo|example.net|a@b/c: d|romeo@example.net");
        assertThat(first("SELECT ejabberd.jid_user('example.net'), ejabberd.jid_server('example.net'),"
                                + " ejabberd.jid_resource('example.net'), ejabberd.jid_bare(NULL)")
                        .mkString("|"))
                .isEqualTo("null|example.net|null|null");
    }

    /** The functions are called from the code that Spark generates for a whole stage, and not row by row outside of it. */
    @Test
    void wholeStageCode() {
        String plan = SPARK.sql(
                        "EXPLAIN CODEGEN SELECT ejabberd.parse_event(concat('(tls|<0.5.0>) Opened c2s session for u',"
                                + " id, '@h/r'), 'ejabberd_c2s', '23.01').user, ejabberd.disconnect_cause(cast(id AS STRING)).cause,"
                                + " ejabberd.parse_line(cast(id AS STRING)), ejabberd.ip_network(cast(id AS STRING), 24, 64), ejabberd.jid_bare(cast(id AS STRING)) FROM range(3)")
                .head()
                .getString(0);
        assertThat(plan)
                .contains("WholeStageCodegen")
                .contains("ParseEvent$BuiltIn.invoke(")
                .contains("DisconnectCause$BuiltIn.invoke(")
                .contains("ParseLine$Bound.invoke(")
                .contains("IpNetwork$Bound.invoke(")
                .contains("JidParts$Bare.invoke(");
    }

    @Test
    void catalog() {
        assertThat(SPARK.sql("SHOW FUNCTIONS IN ejabberd").collectAsList().toString())
                .contains("parse_event", "disconnect_cause", "ip_network", "jid_bare");
        assertThatThrownBy(() -> first("SELECT ejabberd.no_such_function('x')"))
                .hasMessageContaining("no_such_function");
        assertThatThrownBy(() -> first("SELECT ejabberd.parse_event(1)"))
                .hasMessageContaining("argument 1 is int, not string");
        assertThatThrownBy(() -> first("SELECT ejabberd.parse_event()")).hasMessageContaining("not 0 arguments");
    }

    /** An operator's rows reach the functions by options of the catalog, also in generated code and on executors. */
    @Test
    void extraRows(@TempDir Path folder) throws IOException {
        Path messages = Files.writeString(
                folder.resolve("messages.tsv"),
                """
                event\tfirst_version\tlast_version\tmodule\tlevel\tformat\targuments\texample
                door_opened\t13.06\t\tmod_door\tinfo\tdoor ~p opened for ~s\treason:word jid\tdoor 7 opened for a@b
                """);
        Path causes = Files.writeString(
                folder.resolve("causes.tsv"),
                """
                pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by
                door * slammed\t\t\tkicked\tdoor\tadministrator
                """);
        SparkSession session = SPARK.newSession();
        session.conf().set("spark.sql.catalog.mine", EjabberdCatalog.class.getName());
        session.conf().set("spark.sql.catalog.mine.messages", messages.toUri().toString());
        session.conf().set("spark.sql.catalog.mine.causes", causes.toUri().toString());
        Row row = session.sql(
                        "SELECT e.event, e.reason, e.user, mine.disconnect_cause(concat('door ', d, ' slammed')).subcause,"
                                + " ejabberd.parse_event(m).event FROM (SELECT concat('door ', id, ' opened for romeo@example.net') m,"
                                + " mine.parse_event(concat('door ', id, ' opened for romeo@example.net'), 'mod_door') e, id d FROM range(7, 8))")
                .head();
        assertThat(row.mkString("|")).isEqualTo("door_opened|7|romeo|door|null");
    }
}
