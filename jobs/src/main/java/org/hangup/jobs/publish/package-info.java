/** How whole days of the tables are checked and put in place of the old ones. */
package org.hangup.jobs.publish;
