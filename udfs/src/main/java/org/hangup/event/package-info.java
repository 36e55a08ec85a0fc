/** What a record means: the message catalogue (format strings run backwards), events, and the table of reasons. */
package org.hangup.event;
