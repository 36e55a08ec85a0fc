/**
 * Times in which something hit many, or the server itself. {@code Incidents} ties it together; what chooses ({@code Bursts}, {@code Scopes},
 * {@code Outages}, {@code AcceptIncidents}, {@code BootIncidents}) knows no Spark; {@code Happenings} and {@code Accounts} ask the staged rows.
 */
package org.hangup.jobs.incidents;
