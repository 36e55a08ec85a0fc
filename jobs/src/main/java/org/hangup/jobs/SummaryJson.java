package org.hangup.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hangup.jobs.archive.SurveyedFile;

/** What a run tells at its end, for machines: one JSON object whose names are those of {@link AnalysisResult}. */
final class SummaryJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SummaryJson() {}

    /** @param file where to; {@code -} is the standard output */
    static void write(AnalysisResult result, String file) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(of(result)) + "\n";
        if (file.equals("-")) {
            System.out.print(text);
            return;
        }
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException e) {
            throw new IOException(
                    "the tables are published, but --summary-json cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static ObjectNode of(AnalysisResult result) {
        ObjectNode summary = JSON.createObjectNode();
        summary.put("run_id", result.run());
        summary.put("output", result.output());
        summary.put("complete", result.complete());
        summary.put("records", result.records());
        summary.put("events", result.events());
        summary.put("connections", result.counts().connections());
        summary.put("sessions", result.counts().sessions());
        ObjectNode causes = summary.putObject("disconnects");
        result.counts().disconnects().forEach(causes::put);
        summary.put("rejects", result.rejects());
        summary.put("seconds", result.took().toMillis() / 1000.0);
        ArrayNode days = summary.putArray("days");
        result.days().forEach(day -> days.add(day.toString()));
        ObjectNode held = summary.putObject("held");
        result.held().forEach((day, why) -> held.put(day.toString(), why));
        ArrayNode files = summary.putArray("files");
        for (SurveyedFile file : result.files()) {
            files.addObject()
                    .put("path", file.file().name())
                    .put("kind", file.kind())
                    .put("records", file.records())
                    .put("rejects", file.rejects());
        }
        ArrayNode unread = summary.putArray("unread");
        result.unread()
                .forEach(file ->
                        unread.addObject().put("path", file.file().name()).put("status", file.status()));
        ArrayNode notes = summary.putArray("notes");
        result.notes().forEach(notes::add);
        return summary;
    }
}
