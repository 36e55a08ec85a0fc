package org.hangup.spark.source;

import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The records of an archive as a table. */
final class EjabberdTable implements SupportsRead {
    private final Options options;

    EjabberdTable(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "ejabberd " + (options.archive() == null ? String.join(", ", options.paths()) : "archive");
    }

    @Override
    @SuppressWarnings("deprecation") // columns() derives from it, and Spark still asks for it
    public StructType schema() {
        return options.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
        return new EjabberdScanBuilder(options);
    }
}
