package org.hangup.archive;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file tells: which log it belongs to, which of its files it is, and a day.
 *
 * <p>A log's name is the folder and the file name without rotation numbers, dates and compression suffix:
 * {@code ejabberd.log}, {@code ejabberd.log.0}, {@code ejabberd.log.2.gz}, {@code ejabberd.log-20240301.gz},
 * {@code ejabberd-old.log} and {@code console.1.log}, {@code console.2.log} are files of {@code ejabberd.log} and
 * {@code console.log}.
 */
public final class LogName {
    private static final String DATE = "(?:20[0-9]{2})-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01])";
    private static final String TIME = "(?:[T_.-]?[0-9]{2}(?:[-:.]?[0-9]{2}){0,2}Z?)?";
    private static final Pattern PACKED = Pattern.compile("\\.(?:gz|bz2|xz|zst|zstd|lz4|z)$", Pattern.CASE_INSENSITIVE);
    /** What comes behind the name: a number, a date, seconds since the epoch, or a word. */
    private static final Pattern BEHIND =
            Pattern.compile("(?:\\.[0-9]{1,6}|[._-]" + DATE + TIME + "|[._-]1[0-9]{9}|\\.(?:old|bak|orig|save))$");
    /** What stands before the extension: {@code console.1.log}, {@code ejabberd-2024-03-01.log}. */
    private static final Pattern WITHIN =
            Pattern.compile("(?:\\.[0-9]{1,6}|[._-]" + DATE + TIME + "|[._-]old)(?=\\.[A-Za-z]+$)");

    private static final Pattern IN_FRONT = Pattern.compile("^" + DATE + TIME + "[._-](?=.*[A-Za-z])");
    private static final Pattern SUFFIX_NUMBER = Pattern.compile("\\.([0-9]{1,6})$");
    private static final Pattern INFIX_NUMBER = Pattern.compile("\\.([0-9]{1,6})\\.[A-Za-z]+$");
    private static final Pattern DAY =
            Pattern.compile("(?<![0-9])(20[0-9]{2})(-?)(0[1-9]|1[0-2])\\2([0-3][0-9])(?![0-9]{3})");
    /** logrotate's dateext: the day on which the file was put away, not that of its first record. */
    private static final Pattern ROTATED_ON = Pattern.compile("\\.[A-Za-z]+-20[0-9]{6}(?:[-_.]?[0-9]{1,10})?$");

    private LogName() {}

    /** The name of the log that the file of this name (its path below the input) belongs to. */
    public static String of(String name) {
        int slash = name.lastIndexOf('/');
        return name.substring(0, slash + 1) + stem(name.substring(slash + 1));
    }

    /** The folder of a name, {@code .} if it has none. */
    public static String folder(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "." : name.substring(0, slash);
    }

    /** A file's name without what the rotation added. */
    public static String stem(String file) {
        String name = file;
        for (String before = null; !name.equals(before); ) {
            before = name;
            name = without(PACKED, name);
            name = without(BEHIND, name);
        }
        name = without(IN_FRONT, name);
        for (String before = null; !name.equals(before); ) {
            before = name;
            name = without(WITHIN, name);
        }
        return name;
    }

    private static String without(Pattern pattern, String name) {
        String rest = pattern.matcher(name).replaceFirst("");
        return rest.isEmpty() ? name : rest;
    }

    /** error.log and crash.log of any rotation: files that repeat records of the ejabberd.log beside them. */
    public static boolean isCompanion(String name) {
        String stem = stem(name.substring(name.lastIndexOf('/') + 1));
        return stem.equals("error.log") || stem.equals("crash.log");
    }

    /** The day in a file's name, null if it has none. */
    public static LocalDate day(String name) {
        Matcher m = DAY.matcher(name.substring(name.lastIndexOf('/') + 1));
        while (m.find()) {
            int year = Integer.parseInt(m.group(1));
            int month = Integer.parseInt(m.group(3));
            int day = Integer.parseInt(m.group(4));
            if (day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth()) {
                return LocalDate.of(year, month, day);
            }
        }
        return null;
    }

    /** The day in the name is the one on which the file was put away ({@code ejabberd.log-20240301.gz}). */
    public static boolean isRotationDay(String name) {
        return ROTATED_ON.matcher(without(PACKED, name)).find();
    }

    /** The number that the rotation gave the file ({@code ejabberd.log.3.gz}: 3), -1 if none. */
    public static int number(String name) {
        return number(SUFFIX_NUMBER, name);
    }

    /** The number before the extension ({@code console.3.log}: 3), -1 if none. */
    public static int infixNumber(String name) {
        return number(INFIX_NUMBER, name);
    }

    /** The file that is being written: its name is that of the log. */
    public static boolean isCurrent(String name) {
        return name.equals(of(name));
    }

    private static int number(Pattern pattern, String name) {
        Matcher m = pattern.matcher(without(PACKED, name));
        return m.find() ? Integer.parseInt(m.group(1)) : -1;
    }

    /**
     * Oldest first, as far as names tell: by the day in the name; a number before the extension counts up
     * ({@code console.1.log}), one behind it counts back ({@code ejabberd.log.2} is older than {@code .1}, OTP's and
     * lager's {@code .0} is the newest); the bare name is the newest.
     */
    public static Comparator<String> oldestFirst() {
        return Comparator.comparing(LogName::day, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(LogName::infix)
                .thenComparing(name -> -number(name))
                .thenComparing(Comparator.naturalOrder());
    }

    private static int infix(String name) {
        int number = infixNumber(name);
        return number < 0 ? Integer.MAX_VALUE : number;
    }
}
