/** The tables: what they look like, and how whole days of them are put in place of the old ones. */
package org.hangup.jobs.publish;
