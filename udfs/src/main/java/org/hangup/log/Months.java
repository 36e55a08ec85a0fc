package org.hangup.log;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Months as a localized journal or syslog abbreviates them: the beginning of their name, perhaps with a full stop. */
final class Months {
    /** Languages in which no beginning of three letters means two months. */
    private static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "sv", "nb", "da", "tr", "hu", "ro", "ca");

    private Months() {}

    /** 1 to 12; 0 if the text is no month, or may be several. */
    static int of(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace(".", "");
        int digits = 0;
        while (digits < name.length() && Character.isDigit(name.charAt(digits))) {
            digits++;
        }
        if (digits == 1 || digits == 2) {
            // Japanese, Chinese and Korean number them
            int number = Integer.parseInt(name.substring(0, digits));
            return number <= 12 ? number : 0;
        }
        IntPredicate begins = month -> names(Month.of(month)).anyMatch(full -> full.startsWith(name));
        int[] found = name.length() < 3
                ? new int[0]
                : IntStream.rangeClosed(1, 12).filter(begins).toArray();
        return found.length == 1 ? found[0] : 0;
    }

    private static Stream<String> names(Month month) {
        return LANGUAGES.stream().map(Locale::forLanguageTag).flatMap(locale -> Arrays.stream(TextStyle.values())
                .map(style -> month.getDisplayName(style, locale).toLowerCase(locale)));
    }
}
