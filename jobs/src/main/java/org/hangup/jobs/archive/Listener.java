package org.hangup.jobs.archive;

import java.io.Serializable;

/**
 * A port that a boot said it listens on ({@code Start accepting TCP connections at [::]:5222 for ejabberd_c2s}, from
 * 17.03 on).
 *
 * @param log the log that says so
 * @param boot number of the boot in its log
 * @param port the port
 * @param module the module that handles its connections, such as {@code ejabberd_c2s} or {@code ejabberd_http}
 */
public record Listener(String log, int boot, int port, String module) implements Serializable {}
