/** The Spark job: command line, archive, connections, sessions, statistics, tables. */
package org.hangup.jobs;
