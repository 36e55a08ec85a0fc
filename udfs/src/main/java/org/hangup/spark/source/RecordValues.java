package org.hangup.spark.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.archive.LogFile;
import org.hangup.archive.ReadFile.Segment;
import org.hangup.log.Layout;
import org.hangup.log.LogRecord;

/**
 * The values of a record's columns, as Spark has them inside: texts as views of the reader's buffer. Bytes that are no
 * UTF-8 are replaced by U+FFFD here and nowhere else.
 */
final class RecordValues {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;

    private final Map<String, UTF8String> constants = new HashMap<>();
    private UTF8String node;
    private UTF8String file;
    private Integer log;
    private Integer order;
    private Boolean doubled;
    private Segment segment;
    private Integer boot;
    private UTF8String version;
    private ArrayData clientPorts;
    private ArrayData otherPorts;
    private String lastLevel;
    private UTF8String level;
    private Layout lastLayout;
    private UTF8String layout;

    /** The records to come are of this file. */
    void file(ReadSplit of) {
        LogFile f = of.split().file();
        node = UTF8String.fromString(f.node() == null ? "." : f.node());
        file = UTF8String.fromString(f.name());
        if (of.wanted() != null) {
            log = of.wanted().log();
            order = of.wanted().order();
            doubled = of.wanted().doubled();
        }
    }

    /** The records to come are of this segment; it is mostly that of the record before. */
    @SuppressWarnings("ReferenceEquality") // only spares making the same values again
    void segment(Segment now) {
        if (now != segment) {
            segment = now;
            boot = now.boot();
            version = UTF8String.fromString(now.version());
            clientPorts = ArrayData.toArrayData(now.clientPorts());
            otherPorts = ArrayData.toArrayData(now.otherPorts());
        }
    }

    /** The value of a column, or null. */
    Object value(Column column, LogRecord r) {
        return switch (column) {
            case NODE -> node;
            case FILE -> file;
            case OFFSET -> r.offset;
            case TS -> r.ts == LogRecord.NO_TIME ? null : r.ts;
            case LEVEL -> level(r.level);
            case PID -> slice(r, r.pidStart, r.pidEnd);
            case MODULE -> slice(r, r.moduleStart, r.moduleEnd);
            case FUNCTION -> slice(r, r.functionStart, r.functionEnd);
            case ARITY -> r.arity < 0 ? null : r.arity;
            case LINE -> r.line < 0 ? null : r.line;
            case MESSAGE -> message(r);
            case LAYOUT -> layout(r.layout);
            case LOG -> log;
            case BOOT -> boot;
            case FILE_ORDER -> order;
            case VERSION -> version;
            case DOUBLED -> doubled;
            case CONSOLE -> r.layout.console();
            case CLIENT_PORTS -> clientPorts;
            case OTHER_PORTS -> otherPorts;
        };
    }

    /** Where a list says what is read its bytes stay as they are: whoever takes the words of strangers out of them makes these valid. */
    private UTF8String message(LogRecord r) {
        return log == null
                ? utf8(r.bytes, r.messageStart, r.messageEnd)
                : UTF8String.fromBytes(r.bytes, r.messageStart, r.messageEnd - r.messageStart);
    }

    private static UTF8String slice(LogRecord r, int from, int to) {
        return from == to ? null : utf8(r.bytes, from, to);
    }

    private UTF8String level(String name) {
        if (!Objects.equals(name, lastLevel)) {
            lastLevel = name;
            level = name == null ? null : constants.computeIfAbsent(name, UTF8String::fromString);
        }
        return level;
    }

    private UTF8String layout(Layout l) {
        if (l != lastLayout) {
            lastLayout = l;
            layout = l == null ? null : constants.computeIfAbsent(l.name(), UTF8String::fromString);
        }
        return layout;
    }

    private static UTF8String utf8(byte[] b, int from, int to) {
        UTF8String text = UTF8String.fromBytes(b, from, to - from);
        return ascii(b, from, to) ? text : text.makeValid();
    }

    /** Whether the bytes [from, to) are all ASCII. */
    static boolean ascii(byte[] b, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            if (((long) LONG.get(b, i) & HIGH) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (b[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
