/** Records: header layouts (one class an era) and the reader that joins continuation lines. No Spark, no Hadoop. */
package org.hangup.log;
