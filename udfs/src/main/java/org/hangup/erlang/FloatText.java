package org.hangup.erlang;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Floats as {@code float_to_list(Float, [short])} of OTP 25 writes them: the fewest digits that give the same double
 * again; with an exponent where that is shorter, and always from 2^53 on.
 */
final class FloatText {
    private static final double TWO_TO_53 = 9007199254740992.0;

    private FloatText() {}

    /** The value of a float's text; {@code _} between digits is passed over. */
    static double value(byte[] text, int from, int to) {
        String s = new String(text, from, to - from, StandardCharsets.US_ASCII);
        return Double.parseDouble(s.indexOf('_') < 0 ? s : s.replace("_", ""));
    }

    /** Erlang's text of the float that stands in {@code text}. */
    static String of(byte[] text, int from, int to) {
        String s = new String(text, from, to - from, StandardCharsets.US_ASCII).replace("_", "");
        return of(Double.parseDouble(s), new BigDecimal(s));
    }

    static String of(double value) {
        return of(value, new BigDecimal(Double.toString(value)));
    }

    /** {@code decimal}: a decimal number that reads as {@code value}. */
    private static String of(double value, BigDecimal decimal) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value), decimal.abs().stripTrailingZeros());
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String scientific = scientific(digits, exponent);
        String sign = value < 0 ? "-" : "";
        if (Math.abs(value) >= TWO_TO_53 || exponent < -30) {
            return sign + scientific;
        }
        String plain = plain(digits, exponent);
        return sign + (plain.length() <= scientific.length() ? plain : scientific);
    }

    /** Up to 15 digits that are given are the fewest; more are tried one by one (Double.toString of Java 17 has not always the fewest). */
    private static BigDecimal shortest(double value, BigDecimal given) {
        if (given.precision() <= 15 && value > Double.MIN_NORMAL) {
            return given;
        }
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < 17 && precision < given.precision(); precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return given.precision() <= 17
                ? given
                : exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String scientific(String digits, int exponent) {
        return digits.charAt(0) + "." + (digits.length() > 1 ? digits.substring(1) : "0") + "e" + exponent;
    }

    private static String plain(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        int whole = exponent + 1;
        if (digits.length() <= whole) {
            return digits + "0".repeat(whole - digits.length()) + ".0";
        }
        return digits.substring(0, whole) + "." + digits.substring(whole);
    }
}
