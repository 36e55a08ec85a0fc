package org.hangup.archive;

/** How a file is packed, as its first bytes tell. */
public enum Codec {
    NONE,
    GZIP,
    BZIP2,
    XZ,
    ZSTD
}
