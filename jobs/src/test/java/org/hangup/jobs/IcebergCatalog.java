package org.hangup.jobs;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Tables of Apache Iceberg in a folder, for a Spark that Iceberg has no catalog for yet: that of 1.12.0 is made for Spark 4.1, and
 * its views do not load in 4.2. Its tables do, but for what stands here.
 */
@SuppressWarnings("deprecation") // as Iceberg is made for an earlier Spark
public final class IcebergCatalog implements TableCatalog, SupportsNamespaces {
    /** Writes that still begin before all fail, as if the process had been killed. */
    public static final AtomicInteger WRITES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    private String name;
    private HadoopCatalog tables;

    @Override
    public void initialize(String given, CaseInsensitiveStringMap options) {
        name = given;
        tables = new HadoopCatalog(new Configuration(), options.get("warehouse"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table loadTable(Identifier table) throws org.apache.spark.sql.catalyst.analysis.NoSuchTableException {
        try {
            return new TableOfSpark42(tables.loadTable(name(table)));
        } catch (NoSuchTableException e) {
            throw new org.apache.spark.sql.catalyst.analysis.NoSuchTableException(table);
        }
    }

    @Override
    public Table createTable(
            Identifier table, StructType columns, Transform[] partitions, Map<String, String> properties) {
        var schema = SparkSchemaUtil.convert(columns);
        return new TableOfSpark42(
                tables.createTable(name(table), schema, Spark3Util.toPartitionSpec(schema, partitions)));
    }

    @Override
    public Table alterTable(Identifier table, TableChange... changes) {
        var old = tables.loadTable(name(table));
        Spark3Util.applySchemaChanges(old.updateSchema(), List.of(changes)).commit();
        return new TableOfSpark42(old);
    }

    @Override
    public boolean dropTable(Identifier table) {
        return tables.dropTable(name(table));
    }

    @Override
    public Map<String, String> loadNamespaceMetadata(String[] namespace)
            throws org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException {
        try {
            return tables.loadNamespaceMetadata(Namespace.of(namespace));
        } catch (org.apache.iceberg.exceptions.NoSuchNamespaceException e) {
            throw new org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException(namespace);
        }
    }

    @Override
    public void createNamespace(String[] namespace, Map<String, String> properties) {
        tables.createNamespace(Namespace.of(namespace));
    }

    private static TableIdentifier name(Identifier table) {
        return Spark3Util.identifierToTableIdentifier(table);
    }

    /** The columns as Spark 4.2 wants them. */
    private static final class TableOfSpark42 extends SparkTable {
        TableOfSpark42(org.apache.iceberg.Table table) {
            super(table);
        }

        @Override
        public Column[] columns() {
            return Stream.of(schema().fields())
                    .map(field -> Column.create(
                            field.name(),
                            field.dataType(),
                            field.nullable(),
                            field.getComment().getOrElse(() -> null),
                            null))
                    .toArray(Column[]::new);
        }

        @Override
        public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
            if (WRITES_LEFT.getAndDecrement() <= 0) {
                throw new UncheckedIOException(new java.io.IOException("killed"));
            }
            return super.newWriteBuilder(info);
        }
    }

    @Override
    public Identifier[] listTables(String[] namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[][] listNamespaces() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[][] listNamespaces(String[] namespace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade) {
        throw new UnsupportedOperationException();
    }
}
