package org.hangup.log;

/** How an era of ejabberd writes the header of a record. One small class each; without state. */
public interface Layout {
    /** The name that the column {@code layout} shows: {@code otp}, {@code lager}, {@code lager_console}, ... */
    String name();
}
