/** The tables: what their columns are, and how rows become the files of days. */
package org.hangup.jobs.tables;
