package org.hangup.event;

/**
 * An argument of a catalogue row.
 *
 * @param kind  what it is
 * @param field the field that holds it as it stands, or null (the kind then knows what to fill, or it is passed over)
 */
record Argument(ArgumentKind kind, EventField field) {
    /** Reads {@code kind} or {@code field:kind}. */
    static Argument of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            ArgumentKind kind = ArgumentKind.of(text);
            return new Argument(kind, kind.field());
        }
        return new Argument(ArgumentKind.of(text.substring(colon + 1)), MessageRow.field(text.substring(0, colon)));
    }
}
