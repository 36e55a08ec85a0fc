package org.hangup.jobs.incidents;

import static org.apache.spark.sql.functions.expr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Incidents as rows of their table. */
public final class IncidentRows {
    private IncidentRows() {}

    /** The rows, with {@code date}. */
    public static Dataset<Row> of(SparkSession spark, Map<LocalDate, List<Incident>> incidents, Evidence evidence) {
        StructType schema = new StructType()
                .add("date", DataTypes.DateType)
                .add("log", DataTypes.StringType)
                .add("incident_id", DataTypes.StringType)
                .add("node", DataTypes.StringType)
                .add("from", DataTypes.LongType)
                .add("to", DataTypes.LongType)
                .add("kind", DataTypes.StringType)
                .add("scope", DataTypes.StringType)
                .add("connections", DataTypes.LongType)
                .add("users", DataTypes.LongType)
                .add("baseline", DataTypes.DoubleType)
                .add("cause", DataTypes.StringType)
                .add("evidence", DataTypes.StringType)
                .add("file", DataTypes.StringType)
                .add("offset", DataTypes.LongType);
        List<Row> rows = new ArrayList<>();
        incidents.forEach((day, ofDay) -> {
            for (Incident incident : ofDay) {
                rows.add(RowFactory.create(
                        java.sql.Date.valueOf(day),
                        incident.log(),
                        incident.id(),
                        incident.node(),
                        incident.from(),
                        incident.to(),
                        incident.kind(),
                        incident.scope(),
                        incident.connections(),
                        incident.users(),
                        incident.baseline(),
                        incident.cause(),
                        evidence.line(incident.file(), incident.offset()),
                        incident.file(),
                        incident.offset()));
            }
        });
        return spark.createDataFrame(rows, schema)
                .withColumn("from", expr("timestamp_micros(`from`)"))
                .withColumn("to", expr("timestamp_micros(`to`)"));
    }
}
