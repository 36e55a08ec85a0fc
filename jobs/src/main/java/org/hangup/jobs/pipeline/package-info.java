/**
 * From events to rows: connections (a window function of our own over the events of one connection), sessions (windows
 * over the connections of one JID), causes and statistics.
 */
package org.hangup.jobs.pipeline;
