package org.hangup.event;

/**
 * What a reason text says of a disconnect.
 *
 * @param cause    {@code client_closed}, {@code connection_lost}, .. {@code unknown}; never null
 * @param subcause more than the cause tells, {@code tcp_timeout}; or null
 * @param endedBy  {@code client}, {@code network}, {@code client_or_network}, {@code server}, {@code administrator}; null if the
 *     text does not tell
 */
public record Disconnect(String cause, String subcause, String endedBy) {
    /** What an unknown text says: nothing. */
    public static final Disconnect UNKNOWN = new Disconnect("unknown", null, null);
}
