package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record alone in a text is what the reader makes of a file with it. */
class RecordParserTest {
    private final RecordParser parser = new RecordParser(ZoneOffset.UTC, LocalDate.EPOCH);

    private Records.Row parse(byte[] text) {
        byte[] around = new byte[text.length + 7];
        System.arraycopy(text, 0, around, 3, text.length);
        var r = new LogRecord();
        return parser.parse(around, 3, 3 + text.length, r) ? Records.row(r) : null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-04-29 10:12:11.123456+00:00 [info] <0.500.0>@m:f/2:289 bye",
                "2020-04-29 10:12:11.123456+00:00 \u001b[1;49;92m[info] \u001b[0mbye\n  more\u001b[0m\r\n",
                "(ejabberd@localhost)1> 08:45:52.549 [info] bye\r\n",
                "\n=INFO REPORT==== 2010-01-31 08:45:52 ===\nI(<0.494.0>:ejabberd_listener:232) : bye\n\n",
                "\uFEFF2014-10-24 08:45:52.549 [info] <0.4.0>@m:f:3 bye\n\tx\n\ty"
            })
    void asInAFile(String text) {
        assertThat(parse(Records.bytes(text)))
                .isNotNull()
                .isEqualTo(Records.rows(text, ZoneOffset.UTC, LocalDate.EPOCH).get(0));
    }

    @Property(tries = 300)
    void neverThrows(@ForAll byte[] text) {
        var alone = new RecordReader(new ByteArrayInputStream(text), "", ZoneOffset.UTC, null);
        assertThat(parse(text) == null)
                .isEqualTo(Records.all(alone).stream().allMatch(p -> p.row().layout() == null));
    }
}
