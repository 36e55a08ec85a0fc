package org.hangup.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjabberdTextTest {
    @ParameterizedTest
    @CsvSource({
        "zoÃ«@example.net/BÃ¼ro, zoë@example.net/Büro",
        "romeo, romeo",
        "zoë, zoë",
        "юзер, юзер",
        "Ã, Ã",
        "zoÃ« и, zoÃ« и"
    })
    void undouble(String text, String once) {
        assertThat(new String(EjabberdText.undouble(text.getBytes(UTF_8)), UTF_8))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({
        "\\x{44E}\\x{437}@example.org, юз@example.org",
        "a\\x{1F600}b, a😀b",
        "romeo, romeo",
        "\\x{}, \\x{}",
        "\\x{D800}, \\x{D800}",
        "\\x{zz} \\x{442}, \\x{zz} т",
        // never printed for these: somebody wrote it
        "\\x{41}\\x{e9}\\x{0442}, \\x{41}\\x{e9}\\x{0442}",
        "\\x{41, \\x{41"
    })
    void unescape(String text, String plain) {
        assertThat(new String(EjabberdText.unescape(text.getBytes(UTF_8)), UTF_8))
                .isEqualTo(plain);
    }

    /** What OTP 25 writes to a pipe for the text: Latin-1, and an escape for what is beyond. */
    @ParameterizedTest
    @CsvSource({
        "romeo, romeo",
        "zo\u00EB, zoë",
        "caf\u00E9 \\x{436}, café ж",
        "\\x{65E5}\\x{672C}, 日本",
        // ejabberd before 19.09 writes the bytes of UTF-8
        "zo\u00C3\u00AB, zoë"
    })
    void fromConsole(String latin1, String text) {
        byte[] b = ("<" + latin1 + ">").getBytes(ISO_8859_1);
        assertThat(new String(EjabberdText.fromConsole(b, 1, b.length - 1), UTF_8))
                .isEqualTo(text);
    }

    @Property
    void undoubleUndoesDoubling(@ForAll String text) {
        byte[] once = text.getBytes(UTF_8);
        byte[] twice = new String(once, ISO_8859_1).getBytes(UTF_8);
        assertThat(EjabberdText.undouble(twice)).isEqualTo(once);
    }

    @Property
    void neverThrows(@ForAll byte[] bytes) {
        assertThat(EjabberdText.undouble(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
        assertThat(EjabberdText.unescape(bytes)).isNotNull();
        assertThat(EjabberdText.fromConsole(bytes, 0, bytes.length)).isNotNull();
    }
}
