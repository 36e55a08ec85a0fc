/** What to read: the files of the input, their logs, the boots of the nodes that wrote them, and what is missing. */
package org.hangup.jobs.archive;
