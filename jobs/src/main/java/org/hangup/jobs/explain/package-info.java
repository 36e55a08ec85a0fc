/**
 * The story of a user, an address or a connection, told from the published tables, without Spark: {@code PublishedTables} reads rows, {@code Search}
 * finds those that are asked for, {@code Story} and {@code Patterns} put them together (no input, no output), {@code EndLines} fetches the log's own
 * lines, and {@code StoryText} writes.
 */
package org.hangup.jobs.explain;
