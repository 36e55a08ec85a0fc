/** Files of an archive: what each is, how it is packed, how it is opened. Hadoop's FileSystem, no Spark. */
package org.hangup.archive;
