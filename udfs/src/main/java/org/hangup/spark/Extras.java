package org.hangup.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.hangup.archive.LogFiles;
import org.hangup.event.MessageCatalogue;
import org.hangup.event.ReasonTable;

/** An operator's own catalogue rows and reasons, as texts that travel to the executors and are compiled once in each JVM. */
public final class Extras implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> messages;
    private final List<String> causes;
    private transient volatile MessageCatalogue catalogue;
    private transient volatile ReasonTable reasons;

    /** Of the texts of tables. */
    public Extras(List<String> messages, List<String> causes) {
        this.messages = List.copyOf(messages);
        this.causes = List.copyOf(causes);
    }

    /** Whether the catalogue is another than the one that comes with Hangup. */
    boolean hasMessages() {
        return !messages.isEmpty() || !causes.isEmpty();
    }

    boolean hasCauses() {
        return !causes.isEmpty();
    }

    /** The catalogue that comes with Hangup, with the operator's rows before it. */
    public MessageCatalogue catalogue() {
        MessageCatalogue made = catalogue;
        if (made == null) {
            made = MessageCatalogue.with(messages, reasons());
            catalogue = made;
        }
        return made;
    }

    ReasonTable reasons() {
        ReasonTable made = reasons;
        if (made == null) {
            made = ReasonTable.with(causes);
            reasons = made;
        }
        return made;
    }

    /**
     * Names of files in an option: a JSON array, or names between commas.
     *
     * @param option may be null, for none
     */
    public static List<String> names(String option) {
        if (option == null || option.isEmpty()) {
            return List.of();
        }
        if (!option.startsWith("[")) {
            return List.of(option.split(",", -1));
        }
        try {
            return List.of(new ObjectMapper().readValue(option, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON array of paths: " + option, e);
        }
    }

    /** Names of files as an option that {@link #names} reads, whatever is in them. */
    public static String option(List<String> names) {
        try {
            return new ObjectMapper().writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no names of files: " + names, e);
        }
    }

    /** A file's text, from any of Hadoop's file systems; UTF-8. */
    public static String text(String file, Configuration conf) {
        Path path = new Path(file);
        try (InputStream in = LogFiles.fileSystem(path, conf).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extras extras && extras.messages.equals(messages) && extras.causes.equals(causes);
    }

    @Override
    public int hashCode() {
        return messages.hashCode() * 31 + causes.hashCode();
    }
}
