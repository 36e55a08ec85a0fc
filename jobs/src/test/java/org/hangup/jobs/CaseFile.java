package org.hangup.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small logs, and the rows that must come out of them, as one text file of UTF-8 holds them:
 *
 * <pre>
 * {@code @case} name-of-the-case, a folder's name
 * {@code @about} one sentence: what it shows, and where the right answer comes from
 * {@code @log} ejabberd.log
 * lines of the log, as they are; the empty lines at the end of a section are none of it
 * {@code @rows} connections
 * user | ended_at            | subcause
 * romeo | 2024-03-01 10:00:09 | -
 * </pre>
 *
 * The first line of {@code @rows} names columns; the rows are all that the table has of the case's logs. {@code -} is NULL, a time is as exact
 * as it is written, {@code a / b} is either. A section of a log may be there several times, one for each file. Lines before the first case are
 * a comment.
 */
record CaseFile(List<Case> cases) {
    /** The rows of a table: the columns that are looked at, and their texts. */
    record Rows(String table, List<String> columns, List<List<String>> rows) {}

    /** @param logs lines by the file's name */
    record Case(String name, Map<String, List<String>> logs, List<Rows> tables) {
        void write(Path folder) throws IOException {
            for (var log : logs.entrySet()) {
                Path file = folder.resolve(name).resolve(log.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, log.getValue());
            }
        }
    }

    static CaseFile read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        List<String> section = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] head = line.split(" ", 2);
            switch (head[0]) {
                case "@case" -> {
                    cases.add(new Case(head[1], new LinkedHashMap<>(), new ArrayList<>()));
                    section = new ArrayList<>();
                }
                case "@about" -> section = new ArrayList<>();
                case "@log", "@rows" -> {
                    section = new ArrayList<>();
                    Case last = cases.get(cases.size() - 1);
                    if (head[0].equals("@log")) {
                        last.logs().put(head[1], section);
                    } else {
                        last.tables().add(new Rows(head[1], section, new ArrayList<>()));
                    }
                }
                default -> section.add(line);
            }
        }
        return new CaseFile(cases.stream().map(CaseFile::parsed).toList());
    }

    private static Case parsed(Case raw) {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        raw.logs().forEach((name, lines) -> logs.put(name, trimmed(lines)));
        return new Case(
                raw.name(), logs, raw.tables().stream().map(CaseFile::rows).toList());
    }

    private static Rows rows(Rows raw) {
        List<List<String>> lines =
                trimmed(raw.columns()).stream().map(CaseFile::cells).toList();
        return new Rows(raw.table(), lines.get(0), lines.subList(1, lines.size()));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> trimmed(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(0, end);
    }
}
