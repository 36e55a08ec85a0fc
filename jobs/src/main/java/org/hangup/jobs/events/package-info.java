/**
 * From records to events, gathered by connection. {@code Events} reads through the data source {@code ejabberd}, makes events with
 * {@code parse_event} in the plan, and brings those of a connection and piece of a file together before they are shuffled. Most
 * events print the one id of their connection; {@code Identities} names the others by what stands around them.
 */
package org.hangup.jobs.events;
