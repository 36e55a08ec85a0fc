package org.hangup.jobs.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.hangup.jobs.TestSpark;
import org.hangup.jobs.archive.LocalTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few sessions over two days, counted by hand. */
class OnlineTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    /**
     * ana comes and goes; ben is lost at 10:30, which is told a day later; cai goes over midnight; nobody knows when dan opened;
     * eva's end was told 0.5 s before midnight and her row settled behind it; fay is displaced at 12:30, and nothing tells more;
     * gil is there from the first midnight to 02:00 of the second day, and another hour of a server of his own.
     */
    private static final String SESSIONS =
            """
            SELECT CAST(date AS DATE) AS date, true AS ends_session, 'n' AS session_node, server,
                   CAST(opened AS TIMESTAMP) AS session_opened_at, CAST(closed AS TIMESTAMP) AS closed_at,
                   unix_micros(CAST(told AS TIMESTAMP)) AS told_at, false AS told_by_opening,
                   IF(`from` IS NULL, NULL, array(named_struct('from', unix_date(CAST(`from` AS DATE)), 'to', unix_date(CAST(`to` AS DATE)),
                       'open', true, 'bound', true, 'until', unix_micros(CAST(until AS TIMESTAMP)), 'told', ends))) AS leaves
            FROM VALUES
              ('2024-03-01', 'a', '2024-03-01 10:15', '2024-03-01 10:45', '2024-03-01 10:45', NULL, NULL, NULL, false),
              ('2024-03-02', 'a', '2024-03-01 09:30', '2024-03-01 10:35', '2024-03-02 10:30', '2024-03-01', '2024-03-01', '2024-03-01 10:30', false),
              ('2024-03-02', 'a', '2024-03-01 23:30', '2024-03-02 00:30', '2024-03-02 00:30', '2024-03-01', '2024-03-01', NULL, false),
              ('2024-03-01', 'a', NULL, '2024-03-01 11:05', '2024-03-01 11:05', NULL, NULL, NULL, false),
              ('2024-03-02', 'a', '2024-03-01 23:59', '2024-03-01 23:59:59.5', '2024-03-01 23:59:59.5', '2024-03-01', '2024-03-01', '2024-03-01 23:59:59.5', true),
              (NULL, 'a', '2024-03-01 12:00', NULL, NULL, '2024-03-01', '2024-03-02', '2024-03-01 12:30', false),
              ('2024-03-02', 'b', '2024-03-01 00:00', '2024-03-02 02:00', '2024-03-02 02:00', '2024-03-01', '2024-03-01', NULL, false)
              AS t(date, server, opened, closed, told, `from`, `to`, until, ends)
            """;

    private final SparkSession spark = TestSpark.session();

    @Test
    void byHour() {
        assertThat(texts(
                        online().where("server = 'a'"),
                        "opened",
                        "closed",
                        "online_max",
                        "online_mean",
                        "online_seconds"))
                .containsExactly(
                        "2024-03-01 2024-03-01 09:00 1 0 1 0.5 1800.0",
                        "2024-03-01 2024-03-01 10:00 1 1 2 1.0 3600.0",
                        "2024-03-01 2024-03-01 11:00 0 1 0 0.0 0.0",
                        "2024-03-01 2024-03-01 12:00 1 0 1 0.5 1800.0",
                        "2024-03-01 2024-03-01 23:00 2 1 2 " + 1859.5 / 3600 + " 1859.5",
                        "2024-03-02 2024-03-02 00:00 0 1 1 0.5 1800.0",
                        "2024-03-02 2024-03-02 10:00 0 1 0 0.0 0.0");
    }

    @Test
    void aSessionOfAWholeDayIsInEachOfItsHours() {
        List<String> hours = texts(online().where("server = 'b'"), "opened", "closed", "online_max", "online_seconds");
        assertThat(hours)
                .hasSize(24 + 3)
                .startsWith("2024-03-01 2024-03-01 00:00 1 0 1 3600.0", "2024-03-01 2024-03-01 01:00 0 0 1 3600.0")
                .endsWith(
                        "2024-03-01 2024-03-01 23:00 0 0 1 3600.0",
                        "2024-03-02 2024-03-02 00:00 0 0 1 3600.0",
                        "2024-03-02 2024-03-02 01:00 0 0 1 3600.0",
                        "2024-03-02 2024-03-02 02:00 0 1 0 0.0");
    }

    /** Lord Howe Island changes its clocks by half an hour: on 2024-04-07 02:00 to 01:30, on 2024-10-06 02:00 to 02:30. */
    @ParameterizedTest
    @CsvSource({
        "Asia/Kolkata,        2023-03-05T10:15, 2023-03-05T09:30, 60",
        "UTC,                 2023-03-05T10:15, 2023-03-05T10:00, 60",
        "Europe/Berlin,       2024-10-27T00:59, 2024-10-27T00:00, 60",
        "Europe/Berlin,       2024-10-27T01:01, 2024-10-27T01:00, 60",
        "Australia/Lord_Howe, 2024-04-06T14:10, 2024-04-06T14:00, 90",
        "Australia/Lord_Howe, 2024-04-06T15:29, 2024-04-06T14:00, 90",
        "Australia/Lord_Howe, 2024-10-05T15:45, 2024-10-05T15:30, 30",
    })
    void hoursOfZones(String zone, LocalDateTime utc, LocalDateTime begin, int minutes) throws Exception {
        UDF1<Long, Long> begins = LocalTimes.hour(ZoneId.of(zone));
        UDF1<Long, Long> length = LocalTimes.hourLength(ZoneId.of(zone));
        assertThat(begins.call(micros(utc))).isEqualTo(micros(begin));
        assertThat(length.call(micros(begin))).isEqualTo(minutes * 60_000_000L);
    }

    private static long micros(LocalDateTime utc) {
        return utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private Dataset<Row> online() {
        return Online.of(spark.sql(SESSIONS), new TreeSet<>(List.of(FIRST, FIRST.plusDays(1))), ZoneOffset.UTC);
    }

    private static List<String> texts(Dataset<Row> rows, String... columns) {
        return rows
                .orderBy("date", "hour")
                .selectExpr("concat_ws(' ', date, date_format(hour, 'yyyy-MM-dd HH:mm'), " + String.join(", ", columns)
                        + ")")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
