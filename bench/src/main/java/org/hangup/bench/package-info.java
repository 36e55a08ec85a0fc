/** The bench: a generator of logs whose truth is known, and the obvious way to do the job on Spark, to be measured against. */
package org.hangup.bench;
