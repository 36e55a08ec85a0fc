/** The data source {@code ejabberd}: one row a log record, read batchwise by Spark. */
package org.hangup.spark.source;
