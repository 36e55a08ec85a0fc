package org.hangup.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hangup.log.LogRecord;
import org.hangup.log.RecordReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A log of every version in every layout it can have: all messages that the version prints, each behind the header that its logger
 * would put before it. Every record is recognised, and every message is of the row it came from.
 */
class EveryVersionTest {
    private static final MessageCatalogue CATALOGUE = MessageCatalogue.builtIn();
    private static final Version NEWEST = Version.of("26.07");

    /** A version whose node writes such headers. */
    record Era(Version version, Header header) {
        @Override
        public String toString() {
            return version + " " + header;
        }
    }

    /** The headers of ejabberd's loggers, by the templates in their sources, and the versions that write them. */
    enum Header {
        /** ejabberd_logger_h; builds without lager up to 16.01. */
        REPORT("report", "0.7.5", "16.01", "\n=WORD REPORT==== 2010-01-31 08:45:52 ===\nX(<0.9.0>:MODULE:2) : TEXT\n"),
        /** lager_default_formatter; builds for OTP before 22 up to 25.10. */
        LAGER("lager", "13.06", "25.10", "2014-10-24 08:45:52.549 [LEVEL] <0.9.0>@MODULE:f:313 TEXT\n"),
        /** lager_console_backend. */
        LAGER_CONSOLE("lager_console", "13.06", "25.10", "08:45:52.549 [LEVEL] TEXT\r\n"),
        /** ejabberd_logger:file_template/0. */
        OTP("otp", "20.01", "26.07", "2020-04-29 10:12:11.123456+00:00 [LEVEL] <0.9.0>@MODULE:f/2:289 TEXT\n"),
        /** With the reset of colours that 25.08 and 25.10 left in files. */
        OTP_RESET(
                "otp",
                "25.08",
                "25.10",
                "2025-10-29 10:12:11.123456-04:00 [LEVEL] <0.9.0>@MODULE:f/2:289 TEXT\33[0m\n"),
        OTP_CONSOLE("otp_console", "20.01", "26.07", "2020-04-29 10:12:11.123456+00:00 [LEVEL] TEXT\n"),
        /** ejabberd_logger:console_template/0 of 25.08. */
        COLOURED(
                "otp_console",
                "25.08",
                "26.07",
                "2025-10-29 10:12:11.123456+00:00 \33[1;49;95m\33[1;49;92m[LEVEL] \33[0;49;95m\33[0mTEXT\33[0m\n"),
        /** Elixir's Logger. */
        ELIXIR_CONSOLE("elixir_console", "24.02", "26.07", "2024-05-01 10:12:11.123 [LEVEL] TEXT\n");

        private final String layout;
        private final String first;
        private final String last;
        private final String template;

        Header(String layout, String first, String last, String template) {
            this.layout = layout;
            this.first = first;
            this.last = last;
            this.template = template;
        }

        boolean of(Version version) {
            return version.compareTo(Version.of(first)) >= 0 && version.compareTo(Version.of(last)) <= 0;
        }

        boolean printsModule() {
            return template.contains("MODULE");
        }

        String print(String level, String module, String message) {
            return template.replace("WORD", level.equals("info") || level.equals("debug") ? "INFO" : "ERROR")
                    .replace(
                            "X(",
                            level.equals("notice")
                                    ? "I("
                                    : level.substring(0, 1).toUpperCase(Locale.ROOT) + "(")
                    .replace("LEVEL", level)
                    .replace("MODULE", module)
                    .replace("TEXT", message);
        }
    }

    static Stream<Era> eras() {
        var versions = new TreeSet<Version>();
        CATALOGUE.rows().forEach(row -> {
            if (row.first() != null) {
                versions.add(row.first());
            }
            versions.add(row.last() == null ? NEWEST : row.last());
        });
        return versions.stream().filter(Objects::nonNull).flatMap(version -> Stream.of(Header.values())
                .filter(header -> header.of(version))
                .map(header -> new Era(version, header)));
    }

    @ParameterizedTest
    @MethodSource("eras")
    void everyMessageIsOfItsRow(Era era) {
        List<MessageRow> rows = CATALOGUE.rows().stream()
                .filter(row -> era.version.key() >= row.firstKey() && era.version.key() <= row.lastKey())
                .filter(row -> era.header.printsModule() || !onlyItsModuleTells(row))
                .toList();
        var log = new StringBuilder();
        rows.forEach(row -> log.append(era.header.print(level(row), module(row), row.example())));
        List<String> found = read(log.toString(), era);
        assertThat(found).hasSameSizeAs(rows);
        for (int i = 0; i < found.size(); i++) {
            MessageRow row = rows.get(i);
            assertThat(found.get(i))
                    .as(row.example())
                    .isEqualTo(era.header.layout + " " + row.event() + " " + fields(matchAlone(row, era.version)));
        }
    }

    /** {@code Timeout on gen_tcp:send} is of a client's connection or of a web request; a console does not tell. */
    private static boolean onlyItsModuleTells(MessageRow row) {
        return CATALOGUE.rows().stream()
                .anyMatch(other -> other.format().toString().equals(row.format().toString())
                        && !other.event().equals(row.event()));
    }

    private static String level(MessageRow row) {
        String level = row.level().split(" ", -1)[0];
        return level.equals("level") ? "info" : level;
    }

    private static String module(MessageRow row) {
        return row.module().equals("*") ? "some_module" : row.module();
    }

    /** What {@link MessageRowsTest} checks against the row's own arguments. */
    private static Event matchAlone(MessageRow row, Version version) {
        Event event = CATALOGUE.match(row.example(), row.module().equals("*") ? null : row.module(), version);
        assertThat(event.text(EventField.EVENT)).isEqualTo(row.event());
        return event;
    }

    private static List<String> read(String log, Era era) {
        var reader = new RecordReader(
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), "", ZoneOffset.UTC, LocalDate.EPOCH);
        var found = new ArrayList<String>();
        var event = new Event();
        for (var r = new LogRecord(); reader.next(r); ) {
            boolean known = CATALOGUE.match(
                    r.bytes, r.messageStart, r.messageEnd, r.bytes, r.moduleStart, r.moduleEnd, era.version, event);
            assertThat(r.moduleEnd > r.moduleStart).isEqualTo(era.header.printsModule());
            found.add((r.layout == null ? "text" : r.layout.name()) + " "
                    + (known ? event.text(EventField.EVENT) + " " + fields(event) : "unknown"));
        }
        return found;
    }

    private static List<String> fields(Event event) {
        return Stream.concat(
                        Stream.of(EventField.values()).filter(event::has).map(field -> field + "=" + event.text(field)),
                        Stream.of("port " + event.port))
                .toList();
    }
}
