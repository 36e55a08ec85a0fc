package org.hangup.erlang;

/**
 * A value in the binary form of Parquet's and Spark's VARIANT, version 1.
 *
 * @param value the value
 * @param metadata the names of all fields in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record VariantBytes(byte[] value, byte[] metadata) {}
