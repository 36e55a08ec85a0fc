package org.hangup.jobs.archive;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.tables.Tables;
import org.hangup.jobs.tables.Times;

/** The table {@code files}: the ledger as rows. What only the next run needs is JSON in one column. */
public final class LedgerTable {
    /** Another format is not read: then all files are. */
    private static final String FORMAT = "1";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private LedgerTable() {}

    /**
     * The rows of all files that were looked at.
     *
     * @param version of Hangup
     */
    public static List<Row> rows(Survey survey, String version) {
        Map<String, KnownFile> known = new HashMap<>();
        survey.ledger().files().forEach(file -> known.put(file.path(), file));
        Map<String, Integer> order = survey.segments().stream()
                .collect(Collectors.toMap(Segment::file, Segment::order, (first, second) -> first));
        List<Row> rows = new ArrayList<>();
        for (SurveyedFile file : survey.files()) {
            rows.add(row(
                    file, known.get(file.file().path()), order.get(file.file().name()), version));
        }
        return rows;
    }

    private static Row row(SurveyedFile file, KnownFile known, Integer order, String version) {
        Map<java.sql.Date, Long> days = new TreeMap<>();
        file.recordsByDay().forEach((day, records) -> days.put(java.sql.Date.valueOf(day), records));
        return RowFactory.create(
                file.file().name(),
                known == null ? null : known.path(),
                file.file().length(),
                known == null ? null : Timestamp.from(Instant.ofEpochMilli(known.modified())),
                known == null ? null : known.print().head(),
                known == null ? null : known.print().tail(),
                file.kind(),
                file.file().codec().name().toLowerCase(java.util.Locale.ROOT),
                file.file().layout().isEmpty() ? null : file.file().layout(),
                file.log(),
                file.node(),
                order,
                Times.of(file.firstTs()),
                Times.of(file.lastTs()),
                file.records(),
                days,
                file.foreign(),
                file.rejects(),
                known == null ? null : known.readTo(),
                file.status(),
                version,
                known == null ? null : FORMAT + " " + json(known));
    }

    /**
     * The ledger that a run of the same version left.
     *
     * @param folder of the table
     * @param say gets a sentence if it cannot be used
     */
    public static Ledger read(SparkSession spark, String folder, String version, Consumer<String> say) {
        try {
            List<KnownFile> files = new ArrayList<>();
            for (Row row : spark.read()
                    .schema(Tables.schema(Tables.FILES))
                    .parquet(folder)
                    .select("version", "survey")
                    .collectAsList()) {
                String text = row.getString(1);
                if (version.equals(row.getString(0)) && text != null && text.startsWith(FORMAT + " ")) {
                    files.add(JSON.readValue(text.substring(FORMAT.length() + 1), KnownFile.class));
                }
            }
            return new Ledger(files);
        } catch (Exception e) { // whatever is wrong with it: Spark's are checked ones that it does not declare
            say.accept("the table files of earlier runs cannot be read, so all of the input is: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return Ledger.NONE;
        }
    }

    private static String json(KnownFile file) {
        try {
            return JSON.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot remember " + file.path(), e);
        }
    }
}
