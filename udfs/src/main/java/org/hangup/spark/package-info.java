/** The only package that knows Spark: the catalog {@code ejabberd} with its SQL functions, and the data source. */
package org.hangup.spark;
