package org.hangup.spark.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("ejabberd").load(path)}: one row a log record, from files, folders (searched deep) and
 * globs. What is no log is passed over, as are error.log and crash.log beside an ejabberd.log, whose records they repeat.
 *
 * <p>Columns: node, file, offset (of the record in uncompressed bytes), ts (NULL where nothing tells the time), level,
 * pid, module, function, arity, line, message (with its continuation lines), layout (NULL for text before a file's first
 * header). Only the wanted ones are made; filters on ts, level and module are done before rows are made.
 *
 * <ul>
 *   <li>{@code zone}: what times without offset mean; UTC if not given
 *   <li>{@code date}: the day of the first record of files that print none; if not given, session ids in the first
 *       records tell it, or nothing
 *   <li>{@code nodePattern}: a regular expression that finds the node in a file's path by its group {@code node}; else
 *       the node is the folder below the loaded path
 *   <li>{@code records}: {@code all}, or {@code events} for those that a row of the message catalogue may match
 *   <li>{@code rows}: {@code records}, or {@code events} for one row an event of the message catalogue: node, file, offset, ts
 *       and pid of its record, and what {@code parse_event(message, module)} says: event, connection, transport, user,
 *       server, resource, ip, port, auth_mechanism, auth_backend, reason, event_node (which is node there), version,
 *       receiver, local_port, text and at. The version that a record of the file may have told before is not used.
 *       Messages that are known and tell nothing of a connection are events named detail, left out by
 *       {@code records=events}
 *   <li>{@code messages}: files with more rows for that catalogue, between commas or as a JSON array
 *   <li>{@code splitSize}: bytes of a plain file that one task reads; if not given, at most 128 MiB, and less for small
 *       inputs, so that all cores have work
 *   <li>{@code archive}: the path of a list ({@link org.hangup.archive.ArchiveFile}) of exactly what to read; nothing is looked for
 *       then, and no path is given. Only records in a segment of the list are rows. Their ts is the time that their segment's
 *       day makes of the printed one ({@link org.hangup.archive.ReachedDay}), and they have more columns: log, boot,
 *       file_order, version, doubled, console, client_ports and other_ports
 * </ul>
 */
public final class EjabberdSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "ejabberd";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return Options.of(options).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new EjabberdTable(Options.of(new CaseInsensitiveStringMap(properties)));
    }
}
