package org.hangup.spark.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.archive.LogFile;
import org.hangup.log.Layout;
import org.hangup.log.LogRecord;

/**
 * Makes rows of records: only the wanted columns, texts as views of the reader's buffer. Bytes that are no UTF-8 are
 * replaced by U+FFFD here and nowhere else.
 */
final class RowMaker {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;

    private final Column[] columns;
    private final SpecificInternalRow row;
    private final Map<String, UTF8String> constants = new HashMap<>();
    private UTF8String node;
    private UTF8String file;
    private String lastLevel;
    private UTF8String level;
    private Layout lastLayout;
    private UTF8String layout;

    RowMaker(StructType wanted) {
        String[] names = wanted.fieldNames();
        columns = new Column[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = Column.named(names[i]);
        }
        row = new SpecificInternalRow(wanted);
    }

    /** The records to come are of this file. */
    void file(LogFile f) {
        node = UTF8String.fromString(f.node() == null ? "." : f.node());
        file = UTF8String.fromString(f.name());
    }

    InternalRow row(LogRecord r) {
        for (int i = 0; i < columns.length; i++) {
            switch (columns[i]) {
                case NODE -> row.update(i, node);
                case FILE -> row.update(i, file);
                case OFFSET -> row.setLong(i, r.offset);
                case TS -> {
                    if (r.ts == LogRecord.NO_TIME) {
                        row.setNullAt(i);
                    } else {
                        row.setLong(i, r.ts);
                    }
                }
                case LEVEL -> text(i, level(r.level));
                case PID -> slice(i, r, r.pidStart, r.pidEnd);
                case MODULE -> slice(i, r, r.moduleStart, r.moduleEnd);
                case FUNCTION -> slice(i, r, r.functionStart, r.functionEnd);
                case ARITY -> number(i, r.arity);
                case LINE -> number(i, r.line);
                case MESSAGE -> row.update(i, utf8(r.bytes, r.messageStart, r.messageEnd));
                case LAYOUT -> text(i, layout(r.layout));
            }
        }
        return row;
    }

    private void slice(int i, LogRecord r, int from, int to) {
        if (from == to) {
            row.setNullAt(i);
        } else {
            row.update(i, utf8(r.bytes, from, to));
        }
    }

    private void number(int i, int n) {
        if (n < 0) {
            row.setNullAt(i);
        } else {
            row.setInt(i, n);
        }
    }

    private void text(int i, UTF8String text) {
        if (text == null) {
            row.setNullAt(i);
        } else {
            row.update(i, text);
        }
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

    private static boolean ascii(byte[] b, int from, int to) {
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
