package org.hangup.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Each codec: found by content, all members read, all bytes before a damage delivered. */
class CodecTest {
    private static byte[] text(int lines) {
        var random = new Random(7);
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(i).append(' ').append(random.nextLong()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pack(Codec codec, byte[] text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (codec) {
                    case NONE, ARCHIVED -> packed;
                    case GZIP -> new GZIPOutputStream(packed);
                    case BZIP2 -> new BZip2CompressorOutputStream(packed, 1);
                    case XZ -> new XZOutputStream(packed, new LZMA2Options(1));
                    case ZSTD -> new ZstdOutputStream(packed);
                }) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** What a stream gives before its end or its failure. */
    private record Outcome(String text, String failure) {}

    private static Outcome unpack(byte[] packed) {
        var text = new ByteArrayOutputStream();
        // a stream that is never full and whose available() is always 0, as over a network
        var slow = new InputStream() {
            private final InputStream in = new ByteArrayInputStream(packed);

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return in.read(b, off, Math.min(len, 1000));
            }
        };
        try (InputStream in =
                Codec.of(packed, Math.min(packed.length, Codec.HEAD)).open(slow)) {
            byte[] b = new byte[10_000];
            for (int n = in.read(b, 0, b.length); n >= 0; n = in.read(b, 0, b.length)) {
                text.write(b, 0, n);
            }
            return new Outcome(text.toString(StandardCharsets.UTF_8), null);
        } catch (IOException e) {
            return new Outcome(text.toString(StandardCharsets.UTF_8), e.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, mode = EnumSource.Mode.EXCLUDE, names = "ARCHIVED")
    void foundByContentAndUnpacked(Codec codec) throws IOException {
        byte[] text = text(20_000);
        byte[] packed = pack(codec, text);
        assertThat(Codec.of(packed, Codec.HEAD)).isEqualTo(codec);
        assertThat(unpack(packed)).isEqualTo(new Outcome(new String(text, StandardCharsets.UTF_8), null));
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, mode = EnumSource.Mode.EXCLUDE, names = "ARCHIVED")
    void severalMembersOneAfterTheOther(Codec codec) throws IOException {
        byte[] a = text(3000);
        byte[] packed = join(pack(codec, a), join(pack(codec, new byte[0]), pack(codec, text(5))));
        String both = new String(join(a, text(5)), StandardCharsets.UTF_8);
        assertThat(unpack(packed)).isEqualTo(new Outcome(both, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Codec.class,
            names = {"GZIP", "BZIP2", "XZ", "ZSTD"})
    void aTruncatedFileGivesAGoodPartAndFails(Codec codec) throws IOException {
        byte[] text = text(100_000);
        byte[] packed = pack(codec, text);
        Outcome half = unpack(Arrays.copyOf(packed, packed.length / 2));
        assertThat(half.failure()).isNotNull();
        assertThat(new String(text, StandardCharsets.UTF_8)).startsWith(half.text());
        assertThat(half.text().length()).isGreaterThan(text.length / 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Codec.class,
            names = {"GZIP", "BZIP2", "XZ", "ZSTD"})
    void damagedBytesNeverThrowAnythingButIoExceptions(Codec codec) throws IOException {
        byte[] packed = pack(codec, text(2000));
        var random = new Random(11);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = packed.clone();
            damaged[Codec.HEAD + random.nextInt(packed.length - Codec.HEAD)] ^= (byte) (1 + random.nextInt(255));
            unpack(damaged);
        }
    }

    @Test
    void aTruncatedGzipGivesEveryByteThatItsBytesHold() throws IOException {
        byte[] text = text(5000);
        byte[] packed = pack(Codec.GZIP, text);
        // only the check sum and the size are missing: the text is whole
        Outcome outcome = unpack(Arrays.copyOf(packed, packed.length - 8));
        assertThat(outcome.text()).isEqualTo(new String(text, StandardCharsets.UTF_8));
        assertThat(outcome.failure()).contains("truncated gzip");
        Outcome none = unpack(Arrays.copyOf(packed, 12));
        assertThat(none.text()).isEmpty();
        assertThat(none.failure()).contains("truncated gzip");
    }

    @Test
    void aDamagedCheckSumIsToldAfterTheBytes() throws IOException {
        byte[] packed = pack(Codec.GZIP, text(100));
        packed[packed.length - 6] ^= 1;
        Outcome outcome = unpack(packed);
        assertThat(outcome.text()).isEqualTo(new String(text(100), StandardCharsets.UTF_8));
        assertThat(outcome.failure()).contains("check sum");
    }

    @Test
    void zerosBehindAGzipArePassedOver() throws IOException {
        byte[] packed = join(pack(Codec.GZIP, text(100)), new byte[5000]);
        assertThat(unpack(packed)).isEqualTo(new Outcome(new String(text(100), StandardCharsets.UTF_8), null));
    }

    @Test
    void textIsNotCompressed() {
        for (String text : new String[] {"", "B", "BZh", "BZh9 is no archive", "2020-04-29", "\u001f"}) {
            byte[] b = text.getBytes(StandardCharsets.UTF_8);
            assertThat(Codec.of(b, Math.min(b.length, Codec.HEAD))).as(text).isEqualTo(Codec.NONE);
        }
    }
}
