/** From gathered events to connections: those of an id, in the order of the log, folded in one pass that knows no Spark. */
package org.hangup.jobs.connections;
