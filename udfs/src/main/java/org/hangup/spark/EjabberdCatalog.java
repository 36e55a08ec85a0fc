package org.hangup.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The SQL functions of Hangup, as a catalog: with {@code spark.sql.catalog.ejabberd=org.hangup.spark.EjabberdCatalog} they are
 * {@code ejabberd.parse_event(..)} and so on, in SQL and in every language's {@code expr} and {@code call_function}. It has no tables.
 *
 * <p>Options, read once when the catalog is first used: {@code spark.sql.catalog.ejabberd.messages} and {@code .causes}, each a list
 * of TSV files between commas or as a JSON array, on any Hadoop file system: an operator's rows for the message catalogue and the reason table.
 */
public final class EjabberdCatalog implements FunctionCatalog {
    private String name;
    private final Map<String, UnboundFunction> functions = new TreeMap<>();

    @Override
    public void initialize(String catalogName, CaseInsensitiveStringMap options) {
        name = catalogName;
        Extras extras = new Extras(texts(options.get("messages")), texts(options.get("causes")));
        // what is wrong with an operator's table is said now, not by a task
        extras.reasons();
        extras.catalogue();
        add(new ParseLine());
        add(new ParseEvent(extras));
        add(new DisconnectCause(extras));
        add(new IpNetwork());
        JidParts.all().forEach(this::add);
        ErlangTerms.all().forEach(this::add);
    }

    private void add(UnboundFunction function) {
        functions.put(function.name(), function);
    }

    private static List<String> texts(String paths) {
        Configuration conf = SparkSession.active().sparkContext().hadoopConfiguration();
        List<String> texts = new ArrayList<>();
        for (String path : Extras.names(paths)) {
            if (!path.isBlank()) {
                texts.add(Extras.text(path.trim(), conf));
            }
        }
        return texts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        if (namespace.length > 0) {
            return new Identifier[0];
        }
        return functions.keySet().stream()
                .map(function -> Identifier.of(namespace, function))
                .toArray(Identifier[]::new);
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        UnboundFunction function = identifier.namespace().length > 0
                ? null
                : functions.get(identifier.name().toLowerCase(Locale.ROOT));
        if (function == null) {
            throw new NoSuchFunctionException(identifier);
        }
        return function;
    }
}
