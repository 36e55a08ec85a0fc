/**
 * From connections to sessions. {@code Sessions} holds the windows: over a JID in its log, over a JID on all nodes, over a
 * user. {@code Settlement} and {@code Judge} are functions on facts: when a connection was decided, and why it ended.
 */
package org.hangup.jobs.sessions;
