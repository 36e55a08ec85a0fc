package org.hangup.jobs.pipeline;

import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The catalog {@code hangup}: the functions that only the job itself uses. */
public final class PipelineCatalog implements FunctionCatalog {
    static final String NAME = "hangup";

    private static final Map<String, UnboundFunction> FUNCTIONS = Map.of(
            ConnectionsFunction.NAME,
            new ConnectionsFunction(),
            KindFunction.NAME,
            new KindFunction(),
            SettleFunction.NAME,
            new SettleFunction(),
            TallyFunction.NAME,
            new TallyFunction(),
            UndoubleFunction.NAME,
            new UndoubleFunction());

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String[] defaultNamespace() {
        return new String[0];
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return FUNCTIONS.keySet().stream()
                .map(function -> Identifier.of(new String[0], function))
                .toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
        if (ident.namespace().length > 0 || !FUNCTIONS.containsKey(ident.name())) {
            throw new NoSuchFunctionException(ident);
        }
        return FUNCTIONS.get(ident.name());
    }
}
