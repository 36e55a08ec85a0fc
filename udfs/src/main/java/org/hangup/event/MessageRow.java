package org.hangup.event;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A row of the message catalogue: one format string of one module in a range of versions.
 *
 * @param event     the name of what happened
 * @param first     the first version that prints it
 * @param last      the last one, itself and its patch releases included; null: still printed
 * @param module    the module in the record's header, or {@code *} for any
 * @param level     the level it is printed at; for the reader of the table only
 * @param format    the format string
 * @param arguments its arguments in order
 * @param constants fields that every such message fills with the same text
 * @param example   a message that the row matches
 */
record MessageRow(
        String event,
        Version first,
        Version last,
        String module,
        String level,
        FormatString format,
        List<Argument> arguments,
        Map<EventField, String> constants,
        String example) {
    static final List<String> COLUMNS =
            List.of("event", "first_version", "last_version", "module", "level", "format", "arguments", "example");

    /** Modules of Erlang/OTP and of lager; {@code *} are their messages without a module. */
    private static final Set<String> LIBRARIES = Set.of(
            "*", "error_logger_lager_h", "proc_lib", "supervisor", "gen_server", "gen_statem", "gen_fsm", "p1_fsm_old");

    /**
     * Reads a row of a table with {@link #COLUMNS}.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    static MessageRow of(List<String> cells) {
        FormatString format = new FormatString(cells.get(5));
        List<Argument> arguments = new ArrayList<>();
        Map<EventField, String> constants = new EnumMap<>(EventField.class);
        for (String token :
                cells.get(6).isBlank() ? new String[0] : cells.get(6).trim().split(" +", -1)) {
            int equals = token.indexOf('=');
            if (equals < 0) {
                arguments.add(Argument.of(token));
            } else {
                constants.put(field(token.substring(0, equals)), token.substring(equals + 1));
            }
        }
        if (arguments.size() != format.arguments()) {
            throw new IllegalArgumentException("\"" + format + "\" takes " + format.arguments() + " arguments, and "
                    + arguments.size() + " are named");
        }
        boolean bracketed = Bytes.equal(format.literal(0), 0, format.literal(0).length, MessagePattern.OPEN);
        for (int i = bracketed ? 1 : 0; i < arguments.size(); i++) {
            if (arguments.get(i).kind() == ArgumentKind.CONNECTION) {
                throw new IllegalArgumentException("a connection stands only in a bracket before a message: " + format);
            }
        }
        return new MessageRow(
                cells.get(0),
                version(cells.get(1)),
                version(cells.get(2)),
                cells.get(3),
                cells.get(4),
                format,
                List.copyOf(arguments),
                Map.copyOf(constants),
                cells.get(7).translateEscapes());
    }

    /** Erlang and its libraries print it, and not the server itself. */
    boolean isOfLibrary() {
        return LIBRARIES.contains(module);
    }

    /** The key of the first version that prints it. */
    long firstKey() {
        return first == null ? Long.MIN_VALUE : first.key();
    }

    /** The key of the last version that prints it; a row that names a first version only is of that server only. */
    long lastKey() {
        if (last != null) {
            return last.lastPatch();
        }
        return first == null || first.isMongooseIm() ? Long.MAX_VALUE : Version.LAST_OF_EJABBERD;
    }

    private static Version version(String text) {
        if (text.isBlank()) {
            return null;
        }
        Version version = Version.of(text);
        if (version == null) {
            throw new IllegalArgumentException("not a version: " + text);
        }
        return version;
    }

    static EventField field(String name) {
        try {
            return EventField.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no field of an event is named " + name, e);
        }
    }
}
