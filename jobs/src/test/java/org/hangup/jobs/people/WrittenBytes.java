package org.hangup.jobs.people;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** All that lies below a folder, as it is and with Parquet files read: where does a word stand in it? */
public final class WrittenBytes {
    private final SparkSession spark;
    private final Path folder;

    public WrittenBytes(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** The files that hold one of the words, in either case, each with what stands round it. */
    public List<String> holding(List<String> words) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                find(words, file.toString(), found);
                find(words, file + ": " + new String(Files.readAllBytes(file), ISO_8859_1), found);
                if (file.toString().endsWith(".parquet")) {
                    for (Row row : spark.read().parquet(file.toString()).collectAsList()) {
                        StringBuilder text = new StringBuilder(file + ": ");
                        text(row, text);
                        find(words, text.toString(), found);
                    }
                }
            }
        }
        return found;
    }

    private static void find(List<String> words, String text, List<String> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words) {
            int at = lower.indexOf(word.toLowerCase(Locale.ROOT));
            if (at >= 0) {
                String file = text.substring(0, (text + ": ").indexOf(": "));
                found.add(word + " in " + file + ": "
                        + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100)));
            }
        }
    }

    private static void text(Object value, StringBuilder out) {
        if (value instanceof Row row) {
            for (int i = 0; i < row.length(); i++) {
                text(row.get(i), out);
            }
        } else if (value instanceof byte[] bytes) {
            out.append(new String(bytes, ISO_8859_1)).append('\n');
            out.append(new String(bytes, UTF_8)).append('\n');
        } else if (value instanceof scala.collection.Iterable<?> many) {
            scala.jdk.javaapi.CollectionConverters.asJava(many).forEach(one -> text(one, out));
        } else if (value instanceof scala.Tuple2<?, ?> pair) {
            text(pair._1(), out);
            text(pair._2(), out);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> {
                text(key, out);
                text(one, out);
            });
        } else {
            out.append(value).append('\n');
        }
    }
}
