package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFileTest {
    @Test
    void aListSurvivesTheOptionThatCarriesIt() {
        List<LogFile> files = List.of(
                new LogFile("file:/a b/\u044e\t%+&=\n.log", "n\nx", 5, Codec.XZ, "otp", "UTC", null, null),
                new LogFile("hdfs://h/p", "p", 0, Codec.NONE, "", "Asia/Tokyo", LocalDate.of(2014, 10, 24), ""),
                new LogFile("s3a://b/p", "", Long.MAX_VALUE, Codec.GZIP, "lager", "+02:00", null, "node@host"),
                new LogFile("file:/a", "a", 1, Codec.NONE, "lager", "Europe/Berlin", null, null).inSecondPass(),
                new LogFile("file:/b", "b", 1, Codec.NONE, "compose:e-1+docker+otp_console", "UTC", null, null));
        assertThat(LogFile.decode(LogFile.encode(files))).isEqualTo(files);
        assertThat(LogFile.decode(LogFile.encode(List.of()))).isEmpty();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> LogFile.decode("/var/log/ejabberd.log")).hasMessageContaining("/var/log/ejabberd.log");
    }
}
