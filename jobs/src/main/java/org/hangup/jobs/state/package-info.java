/** What a day leaves to the next one. */
package org.hangup.jobs.state;
