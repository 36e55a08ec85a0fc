package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatATerminalWouldObeyIsShownByItsNumber() {
        assertThat(Printable.line("a\u001b[31mb")).isEqualTo("a\\x1b[31mb");
        assertThat(Printable.line("\u001b]0;title\u0007")).isEqualTo("\\x1b]0;title\\x07");
        assertThat(Printable.line("a\bb\rc\u007f\u009b2J")).isEqualTo("a\\x08b\\x0dc\\x7f\\x9b2J");
        assertThat(Printable.line("a\u202ecod.exe\u2066\u200f\u061c"))
                .isEqualTo("a\\x{202e}cod.exe\\x{2066}\\x{200f}\\x{61c}");
        assertThat(Printable.line("a\nb\u2028c\ud800")).isEqualTo("a\\x0ab\\x{2028}c\\x{d800}");
    }

    @Test
    void theRestStays() {
        assertThat(Printable.line("zoë тел 日本 😀 \\x1b")).isEqualTo("zoë тел 日本 😀 \\x1b");
        assertThat(Printable.lines("one\n\ttwo\u001b\n")).isEqualTo("one\n\ttwo\\x1b\n");
        assertThat(Printable.line(null)).isNull();
    }
}
