package org.hangup.spark.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("ejabberd").load(path)}: one row a log record, from files, folders (searched deep) and globs; what is no log, and error.log and crash.log beside an
 * ejabberd.log, is passed over. Options: {@code zone}, {@code date}, {@code nodePattern}, {@code records}, {@code
 * messages}, {@code splitSize}, {@code archive}.
 */
public final class EjabberdSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "ejabberd";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return Column.schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new EjabberdTable(Options.of(new CaseInsensitiveStringMap(properties)));
    }
}
