package org.hangup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.ZoneOffset;
import java.util.List;
import org.hangup.log.Records.Placed;
import org.junit.jupiter.api.Test;

/** Long records, files that end early, and streams that break. */
class RecordReaderTest {
    private static final String HEADER = "2020-04-29 10:12:11.123456+00:00 [info] <0.5.0>@m:f/1:2 ";
    private static final int MIB = 1 << 20;

    private static RecordReader reader(InputStream in) {
        return new RecordReader(in, "otp", ZoneOffset.UTC, null);
    }

    private static List<Placed> read(String text) {
        return Records.all(reader(new ByteArrayInputStream(Records.bytes(text))));
    }

    /** Bytes that nobody stores: {@code n} times the same. */
    private static InputStream repeated(String text, long n) {
        byte[] unit = Records.bytes(text);
        return new InputStream() {
            private long left = n * unit.length;

            @Override
            public int read() {
                return left == 0 ? -1 : unit[(int) ((n * unit.length - left--) % unit.length)];
            }

            @Override
            public int read(byte[] b, int off, int len) {
                int i = 0;
                for (; i < len && left > 0; i++, left--) {
                    b[off + i] = unit[(int) ((n * unit.length - left) % unit.length)];
                }
                return i == 0 ? -1 : i;
            }
        };
    }

    private static InputStream around(InputStream middle) {
        var before = new ByteArrayInputStream(Records.bytes(HEADER + "before\n" + HEADER));
        var after = new ByteArrayInputStream(Records.bytes("\n" + HEADER + "after\n"));
        return new SequenceInputStream(new SequenceInputStream(before, middle), after);
    }

    @Test
    void aLineOf200MbIsCutInBoundedMemory() {
        var reader = reader(around(repeated("x", 200L * MIB)));
        var r = new LogRecord();
        assertThat(reader.next(r)).isTrue();
        assertThat(reader.next(r)).isTrue();
        assertThat(r.cut).isTrue();
        assertThat(r.length).isEqualTo(HEADER.length() + 200L * MIB + 1);
        assertThat(r.messageEnd - r.messageStart).isEqualTo(MIB - HEADER.length());
        assertThat(r.bytes.length).isLessThanOrEqualTo(4 * MIB);
        assertThat(reader.next(r)).isTrue();
        assertThat(Records.row(r).message()).isEqualTo("after");
        assertThat(r.cut).isFalse();
        assertThat(reader.next(r)).isFalse();
    }

    @Test
    void aRecordOfMillionsOfLinesIsCutToo() {
        var rows = Records.all(reader(around(repeated("\n\tmore of it", 3L * MIB))));
        assertThat(rows).extracting(Placed::cut).containsExactly(false, true, false);
        assertThat(rows.get(1).length()).isEqualTo(HEADER.length() + 12L * 3 * MIB + 1);
        assertThat(rows.get(1).row().message()).hasSize(MIB - HEADER.length());
    }

    @Test
    void aLineOf200MbWithoutAnyHeaderIsOneRecordWithoutLayout() {
        var rows = Records.all(new RecordReader(repeated("y", 200L * MIB), "", ZoneOffset.UTC, null));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).row().layout()).isNull();
        assertThat(rows.get(0).cut()).isTrue();
        assertThat(rows.get(0).unfinished()).isTrue();
        assertThat(rows.get(0).length()).isEqualTo(200L * MIB);
    }

    @Test
    void aRecordOfExactlyTheLimitIsWhole() {
        String fits = HEADER + "z".repeat(MIB - HEADER.length());
        assertThat(read(fits + "\n" + HEADER + "b\n")).extracting(Placed::cut).containsExactly(false, false);
        assertThat(read(fits + "z\n" + HEADER + "b\n")).extracting(Placed::cut).containsExactly(true, false);
    }

    @Test
    void longLinesAreTheSameInSplits() {
        byte[] file =
                Records.bytes(HEADER + "a".repeat(200_000) + "\nline\n" + HEADER + "b".repeat(70_000) + "\n" + HEADER);
        List<Placed> whole = Records.split(file, 0, file.length, "otp", ZoneOffset.UTC, null);
        assertThat(whole).hasSize(3);
        for (int cut : List.of(1, 65_535, 65_536, 65_537, 131_072, 200_060, 200_062, 200_067, 270_000)) {
            var both = new java.util.ArrayList<>(Records.split(file, 0, cut, "otp", ZoneOffset.UTC, null));
            both.addAll(Records.split(file, cut, file.length, "otp", ZoneOffset.UTC, null));
            assertThat(both).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void aLastRecordWithoutLineEndIsUnfinished() {
        assertThat(read(HEADER + "a\n" + HEADER + "b"))
                .extracting(Placed::unfinished)
                .containsExactly(false, true);
        assertThat(read(HEADER + "a\n" + HEADER + "b\n"))
                .extracting(Placed::unfinished)
                .containsExactly(false, false);
        assertThat(read(HEADER + "a\n\tb")).extracting(Placed::unfinished).containsExactly(true);
    }

    @Test
    void aBrokenStreamGivesWhatCameBeforeAndSaysWhy() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                throw new IOException("disk on fire");
            }
        };
        var reader = reader(new SequenceInputStream(
                new ByteArrayInputStream(Records.bytes(HEADER + "a\n" + HEADER + "half")), broken));
        List<Placed> rows = Records.all(reader);
        assertThat(rows).extracting(p -> p.row().message()).containsExactly("a", "half");
        assertThat(rows).extracting(Placed::unfinished).containsExactly(false, false);
        assertThat(reader.problem()).isEqualTo("disk on fire");
    }

    @Test
    void streamsThatGiveOneByteAtATime() {
        byte[] text = Records.bytes(HEADER + "a\n\tb\u001b[0m\r\n" + HEADER + "c\n");
        var slow = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(1, len));
            }
        };
        assertThat(Records.all(reader(slow))).extracting(p -> p.row().message()).containsExactly("a\n\tb", "c");
    }
}
