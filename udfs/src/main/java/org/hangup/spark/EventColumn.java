package org.hangup.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.hangup.event.Event;
import org.hangup.event.EventField;

/** What an event tells, as columns, in the order in which {@code parse_event} gives them. */
public enum EventColumn {
    EVENT(EventField.EVENT),
    CONNECTION(EventField.CONNECTION),
    TRANSPORT(EventField.TRANSPORT),
    USER(EventField.USER),
    SERVER(EventField.SERVER),
    RESOURCE(EventField.RESOURCE),
    IP(EventField.IP),
    PORT,
    AUTH_MECHANISM(EventField.AUTH_MECHANISM),
    AUTH_BACKEND(EventField.AUTH_BACKEND),
    REASON(EventField.REASON),
    NODE(EventField.NODE),
    VERSION(EventField.VERSION),
    RECEIVER(EventField.RECEIVER),
    LOCAL_PORT,
    TEXT(EventField.TEXT),
    AT,
    SECONDS;

    /** All, in order. */
    public static final List<EventColumn> ALL = List.of(values());

    /** What it shows; null if that is no text. */
    private final EventField field;

    EventColumn() {
        this(null);
    }

    EventColumn(EventField field) {
        this.field = field;
    }

    private DataType type() {
        return switch (this) {
            case PORT, LOCAL_PORT, SECONDS -> DataTypes.IntegerType;
            case AT -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    /** The column's field, with a name that may be another where that one is taken. */
    public StructField named(String name) {
        return DataTypes.createStructField(name, type(), true);
    }

    /** Its place in {@code parse_event}'s struct. */
    @SuppressWarnings("EnumOrdinal") // the struct is made of the columns in their order
    public int place() {
        return ordinal();
    }

    /** The name in {@code parse_event}'s struct. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StructType struct() {
        return new StructType(
                Arrays.stream(values()).map(c -> c.named(c.columnName())).toArray(StructField[]::new));
    }

    /** What the event tells, as Spark has it inside: texts share the event's bytes; null if it does not tell. */
    public Object of(Event event) {
        if (field != null) {
            byte[] bytes = event.bytes(field);
            return bytes == null ? null : FieldText.slice(bytes, event.from(field), event.to(field));
        }
        return switch (this) {
            case PORT -> event.port == Event.NO_PORT ? null : event.port;
            case LOCAL_PORT -> event.localPort == Event.NO_PORT ? null : event.localPort;
            case SECONDS -> event.seconds == Event.NO_SECONDS ? null : event.seconds;
            default -> event.at == Event.NO_TIME ? null : event.at;
        };
    }
}
