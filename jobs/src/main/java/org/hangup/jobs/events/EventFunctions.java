package org.hangup.jobs.events;

import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The job's own SQL function, as the catalog {@code hangup}: {@link PackEvent}. */
public final class EventFunctions implements FunctionCatalog {
    private String name;

    @Override
    public void initialize(String catalogName, CaseInsensitiveStringMap options) {
        name = catalogName;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return new Identifier[] {Identifier.of(namespace, new PackEvent().name())};
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        UnboundFunction pack = new PackEvent();
        if (identifier.namespace().length > 0 || !identifier.name().equalsIgnoreCase(pack.name())) {
            throw new NoSuchFunctionException(identifier);
        }
        return pack;
    }
}
