package org.hangup.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzeOptionsTest {
    private static final AnalyzeOptions OPTIONS = AnalyzeOptions.of(List.of("logs"), "out");

    @ParameterizedTest
    @ValueSource(strings = {"(?<node>[^/]+)/ejabberd", "a|(?<node>b)", "(?x)(?<node>a) # comment"})
    void takesPatternsWithANodeGroup(String regex) {
        assertThat(OPTIONS.withNodePattern(Pattern.compile(regex)).nodePattern().pattern())
                .isEqualTo(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "([^/]+)/ejabberd", "(?<host>[^/]+)", "\\Q(?<node>\\E", "[(?<node>x)]"})
    void refusesPatternsWithoutANodeGroup(String regex) {
        assertThatThrownBy(() -> OPTIONS.withNodePattern(Pattern.compile(regex)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--node-pattern")
                .hasMessageContaining("(?<node>...)");
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        LocalDate day = LocalDate.of(2024, 3, 1);
        assertThat(OPTIONS.withDays(day, day).to()).isEqualTo(day);
        assertThatThrownBy(() -> OPTIONS.withDays(day.plusDays(1), day))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--from 2024-03-02 lies after --to 2024-03-01");
    }

    @Test
    void wantsAnInputAndAnOutput() {
        assertThatThrownBy(() -> AnalyzeOptions.of(List.of(), "out")).hasMessageStartingWith("--input");
        assertThatThrownBy(() -> AnalyzeOptions.of(List.of("logs"), " ")).hasMessageStartingWith("--output");
    }
}
