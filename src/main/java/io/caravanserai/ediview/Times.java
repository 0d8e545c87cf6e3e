package io.caravanserai.ediview;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Dates and times of EDI in words; what is no date is said to be none, never corrected. */
final class Times {
    /** X12 data elements 373 and I08, EDIFACT 0017. */
    private static final Set<String> DATES = Set.of("373", "I08", "0017");
    /** X12 data elements 161, 337 and I09, EDIFACT 0019. */
    private static final Set<String> CLOCKS = Set.of("161", "337", "I09", "0019");
    /** Data element 2379, the patterns of its codes. */
    private static final Map<String, String> FORMATS = Map.of(
            "101", "yyMMdd",
            "102", "uuuuMMdd",
            "201", "yyMMddHHmm",
            "203", "uuuuMMddHHmm",
            "204", "uuuuMMddHHmmss",
            "303", "uuuuMMddHHmmzzz",
            "401", "HHmm",
            "402", "HHmmss");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss", Locale.ENGLISH);

    private Times() {}

    static boolean isTime(String element) {
        return DATES.contains(element) || CLOCKS.contains(element);
    }

    /** A date of six or eight digits, or a time of four and more (X12.3 data elements 373 and 337). */
    static String of(String element, String value) {
        if (DATES.contains(element)) {
            return edifact(value, value.length() == 6 ? "101" : "102");
        }
        String clock = value.length() > 6 ? value.substring(0, 6) : value;
        return edifact(clock, clock.length() == 4 ? "401" : "402");
    }

    /** A time by its format code, data element 2379; empty for a code that is not known here. */
    static String edifact(String value, String format) {
        String pattern = FORMATS.get(format);
        if (pattern == null) {
            return "";
        }
        try {
            return read(value, pattern);
        } catch (DateTimeException e) {
            return pattern.startsWith("HH") ? "no such time" : "no such date";
        }
    }

    private static String read(String value, String pattern) {
        if (pattern.endsWith("zzz")) {
            int length = Math.min(value.length(), 12);
            return read(value.substring(0, length), "uuuuMMddHHmm") + " " + value.substring(length);
        }
        DateTimeFormatter formatter = formatter(pattern);
        if (!pattern.contains("d")) {
            return LocalTime.parse(value, formatter).toString();
        }
        return pattern.contains("H")
                ? LocalDateTime.parse(value, formatter).format(pattern.contains("s") ? SECONDS : MINUTES)
                : LocalDate.parse(value, formatter).format(DAY);
    }

    /** Two digits of a year are of 1970 to 2069. */
    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        String rest = pattern;
        if (pattern.startsWith("yy")) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1970);
            rest = pattern.substring(2);
        }
        return builder.appendPattern(rest).toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }
}
