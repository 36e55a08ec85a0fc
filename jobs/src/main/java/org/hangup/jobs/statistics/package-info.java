/** The settled connections counted: by user, by address and by cause. */
package org.hangup.jobs.statistics;
