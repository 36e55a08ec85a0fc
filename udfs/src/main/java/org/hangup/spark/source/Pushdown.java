package org.hangup.spark.source;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.And;
import org.apache.spark.sql.connector.expressions.filter.Or;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.hangup.log.LogRecord;

/**
 * Spark's predicates on ts, level and module as filters on records. They are exact, so Spark does not check them again:
 * where a value is missing, only IS_NULL holds. Anything else is left to Spark.
 */
final class Pushdown {
    private Pushdown() {}

    /** The filter that does the same as {@code p}, or null if there is none. */
    static RecordFilter compile(Predicate p) {
        if (p instanceof And and) {
            RecordFilter left = compile(and.left());
            RecordFilter right = compile(and.right());
            return left == null || right == null ? null : left.and(right);
        }
        if (p instanceof Or or) {
            RecordFilter left = compile(or.left());
            RecordFilter right = compile(or.right());
            return left == null || right == null ? null : r -> left.test(r) || right.test(r);
        }
        Expression[] parts = p.children();
        if (parts.length == 0 || !(parts[0] instanceof NamedReference column) || column.fieldNames().length != 1) {
            return null;
        }
        Object[] values = new Object[parts.length - 1];
        for (int i = 1; i < parts.length; i++) {
            if (!(parts[i] instanceof Literal<?> literal) || literal.value() == null) {
                return null;
            }
            values[i - 1] = literal.value();
        }
        return switch (column.fieldNames()[0]) {
            case "ts" -> time(p.name(), values);
            case "level" -> text(p.name(), values, r -> r.level != null, Pushdown::levelIs);
            case "module" -> text(p.name(), values, r -> r.moduleEnd > r.moduleStart, Pushdown::moduleIs);
            default -> null;
        };
    }

    private static RecordFilter time(String operator, Object[] values) {
        long[] times = new long[values.length];
        for (int i = 0; i < times.length; i++) {
            if (!(values[i] instanceof Long micros)) {
                return null;
            }
            times[i] = micros;
        }
        RecordFilter known = r -> r.ts != LogRecord.NO_TIME;
        long time = times.length == 0 ? 0 : times[0];
        return switch (operator) {
            case "IS_NULL" -> r -> r.ts == LogRecord.NO_TIME;
            case "IS_NOT_NULL" -> known;
            case "=" -> known.and(r -> r.ts == time);
            case "<>" -> known.and(r -> r.ts != time);
            case "<" -> known.and(r -> r.ts < time);
            case "<=" -> known.and(r -> r.ts <= time);
            case ">" -> known.and(r -> r.ts > time);
            case ">=" -> known.and(r -> r.ts >= time);
            case "IN" -> known.and(r -> Arrays.stream(times).anyMatch(t -> t == r.ts));
            default -> null;
        };
    }

    /** Whether a record's text is the given bytes. */
    private interface TextTest extends Serializable {
        boolean is(LogRecord record, byte[] text);
    }

    private static RecordFilter text(String operator, Object[] values, RecordFilter known, TextTest test) {
        byte[][] texts = new byte[values.length][];
        for (int i = 0; i < texts.length; i++) {
            if (!(values[i] instanceof UTF8String text)) {
                return null;
            }
            texts[i] = text.getBytes();
        }
        RecordFilter any = r -> {
            for (byte[] text : texts) {
                if (test.is(r, text)) {
                    return true;
                }
            }
            return false;
        };
        return switch (operator) {
            case "IS_NULL" -> r -> !known.test(r);
            case "IS_NOT_NULL" -> known;
            case "=", "IN" -> known.and(any);
            case "<>" -> known.and(r -> !any.test(r));
            default -> null;
        };
    }

    private static boolean levelIs(LogRecord r, byte[] text) {
        if (r.level.length() != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (r.level.charAt(i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean moduleIs(LogRecord r, byte[] text) {
        return Arrays.equals(r.bytes, r.moduleStart, r.moduleEnd, text, 0, text.length);
    }
}
