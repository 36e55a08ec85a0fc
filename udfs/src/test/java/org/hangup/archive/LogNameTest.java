package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogNameTest {
    @ParameterizedTest
    @CsvSource({
        "ejabberd.log, ejabberd.log",
        "ejabberd.log.0, ejabberd.log",
        "ejabberd.log.13, ejabberd.log",
        "n1/ejabberd.log.2.gz, n1/ejabberd.log",
        "ejabberd.log-20240301.gz, ejabberd.log",
        "ejabberd.log-20240301-1709251200.xz, ejabberd.log",
        "ejabberd.log.2024-03-01, ejabberd.log",
        "ejabberd.log.2024-03-01.3.zst, ejabberd.log",
        "ejabberd.log.1.bz2, ejabberd.log",
        "ejabberd-2024-03-01.log, ejabberd.log",
        "ejabberd-console-2014-10-24.log, ejabberd-console.log",
        "2024-03-01_ejabberd.log, ejabberd.log",
        "ejabberd-old.log, ejabberd.log",
        "ejabberd.log.old, ejabberd.log",
        "console.1.log, console.log",
        "console.4.log.gz, console.log",
        "2024/03/01/ejabberd.log, 2024/03/01/ejabberd.log",
        "xmpp1.log, xmpp1.log",
        "ejabberd-1.log, ejabberd-1.log",
        "20240301, 20240301",
    })
    void theLogIsTheFolderAndTheNameWithoutWhatRotationAdds(String file, String log) {
        assertThat(LogName.of(file)).isEqualTo(log);
    }

    @Test
    void namesTellTheOldestFirst() {
        List<String> rotated =
                List.of("l/ejabberd.log", "l/ejabberd.log.0", "l/ejabberd.log.2.gz", "l/ejabberd.log.10.gz");
        assertThat(rotated.stream().sorted(LogName.oldestFirst()))
                .containsExactly("l/ejabberd.log.10.gz", "l/ejabberd.log.2.gz", "l/ejabberd.log.0", "l/ejabberd.log");
        List<String> starts = List.of("console.10.log", "console.2.log", "console.1.log");
        assertThat(starts.stream().sorted(LogName.oldestFirst()))
                .containsExactly("console.1.log", "console.2.log", "console.10.log");
        List<String> dated = List.of("e.log", "e.log-20240302.gz", "e.log-20240229.gz");
        assertThat(dated.stream().sorted(LogName.oldestFirst()))
                .containsExactly("e.log-20240229.gz", "e.log-20240302.gz", "e.log");
    }

    @ParameterizedTest
    @CsvSource({
        "ejabberd-console-2014-10-24.log, 2014-10-24, false",
        "ejabberd.log-20240301.gz, 2024-03-01, true",
        "ejabberd.log.2024-03-01, 2024-03-01, false",
        "ejabberd-20230229.log, , false",
        "ejabberd.log.3, , false",
        "console.1709251200.log, , false",
    })
    void theDayInAName(String file, LocalDate day, boolean rotatedOn) {
        assertThat(LogName.day(file)).isEqualTo(day);
        assertThat(LogName.isRotationDay(file)).isEqualTo(rotatedOn);
    }

    @ParameterizedTest
    @CsvSource({
        "error.log, true",
        "a/crash.log.0, true",
        "error.log-20240301.gz, true",
        "ejabberd.log, false",
        "a/my-error.log, false"
    })
    void companionsByName(String file, boolean companion) {
        assertThat(LogName.isCompanion(file)).isEqualTo(companion);
    }
}
