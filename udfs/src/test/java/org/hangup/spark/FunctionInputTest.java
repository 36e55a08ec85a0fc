package org.hangup.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Whatever bytes come in: a function gives a value or NULL, the same wherever in a buffer its argument lies, and never throws. */
class FunctionInputTest {
    /** The same text inside a larger buffer, as Spark's rows hold it. */
    private static UTF8String inside(byte[] text) {
        byte[] buffer = new byte[text.length + 14];
        Arrays.fill(buffer, (byte) '@');
        System.arraycopy(text, 0, buffer, 7, text.length);
        return UTF8String.fromBytes(buffer, 7, text.length);
    }

    private static String text(InternalRow row, int field) {
        return row == null || row.isNullAt(field)
                ? null
                : row.getUTF8String(field).toString();
    }

    @Property
    void parseEvent(@ForAll byte[] message, @ForAll byte[] module, @ForAll byte[] version) {
        UTF8String m = UTF8String.fromBytes(message);
        ParseEvent.BuiltIn.invoke(m, UTF8String.fromBytes(module), UTF8String.fromBytes(version));
        ParseEvent.BuiltIn.invoke(m, UTF8String.fromBytes(module));
        ParseEvent.BuiltIn.invoke(m);
    }

    @Property
    void disconnectCause(@ForAll byte[] reason) {
        InternalRow cause = DisconnectCause.BuiltIn.invoke(UTF8String.fromBytes(reason));
        assertThat(text(cause, 0)).isNotEmpty();
        assertThat(text(DisconnectCause.BuiltIn.invoke(inside(reason)), 0)).isEqualTo(text(cause, 0));
    }

    @Property
    void parseLine(@ForAll byte[] line) {
        InternalRow row = ParseLine.Bound.invoke(UTF8String.fromBytes(line));
        assertThat(text(ParseLine.Bound.invoke(inside(line)), 7)).isEqualTo(text(row, 7));
    }

    @Property
    void addressesAndJids(@ForAll byte[] bytes) {
        UTF8String here = UTF8String.fromBytes(bytes);
        UTF8String there = inside(bytes);
        assertThat(IpNetwork.Bound.invoke(there, 24, 64)).isEqualTo(IpNetwork.Bound.invoke(here, 24, 64));
        assertThat(JidParts.User.invoke(there)).isEqualTo(JidParts.User.invoke(here));
        assertThat(JidParts.Server.invoke(there))
                .isEqualTo(JidParts.Server.invoke(here))
                .isNotNull();
        assertThat(JidParts.Resource.invoke(there)).isEqualTo(JidParts.Resource.invoke(here));
        assertThat(JidParts.Bare.invoke(there))
                .isEqualTo(JidParts.Bare.invoke(here))
                .isNotNull();
    }

    @Test
    void placeInTheBuffer() {
        byte[] message = "(tls|<0.5.0>) Closing c2s session for romeo@example.net/home: Stream reset by peer"
                .getBytes(StandardCharsets.UTF_8);
        InternalRow row = ParseEvent.BuiltIn.invoke(
                inside(message),
                inside("ejabberd_c2s".getBytes(StandardCharsets.UTF_8)),
                UTF8String.fromString("23.01"));
        assertThat(text(row, 0)).isEqualTo("session_closed");
        assertThat(text(row, 3)).isEqualTo("romeo");
        assertThat(text(row, 5)).isEqualTo("home");
        assertThat(text(row, 10)).isEqualTo("Stream reset by peer");
        assertThat(JidParts.Resource.invoke(inside("romeo@example.net/home".getBytes(StandardCharsets.UTF_8))))
                .hasToString("home");
    }

    @Test
    void nothing() {
        assertThat(ParseEvent.BuiltIn.invoke(null)).isNull();
        assertThat(ParseEvent.BuiltIn.invoke(null, null, null)).isNull();
        assertThat(DisconnectCause.BuiltIn.invoke(null)).isNull();
        assertThat(ParseLine.Bound.invoke(null)).isNull();
        assertThat(IpNetwork.Bound.invoke(null, 24, 64)).isNull();
        assertThat(JidParts.Server.invoke(null)).isNull();
    }
}
