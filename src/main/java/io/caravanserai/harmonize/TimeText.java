package io.caravanserai.harmonize;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a time from left to right. */
final class TimeText {
    static final int MISSING = -1;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Zone abbreviations to minutes east of Greenwich. */
    private static final Map<String, Integer> ABBREVIATIONS = Map.ofEntries(
            Map.entry("Z", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", 60),
            Map.entry("CET", 60),
            Map.entry("CEST", 120),
            Map.entry("EET", 120),
            Map.entry("EEST", 180),
            Map.entry("EST", -300),
            Map.entry("EDT", -240),
            Map.entry("CDT", -300),
            Map.entry("MST", -420),
            Map.entry("MDT", -360),
            Map.entry("PST", -480),
            Map.entry("PDT", -420));

    private final String text;
    private int at;

    TimeText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    int digitsAhead() {
        int n = 0;
        while (at + n < text.length() && Character.digit(text.charAt(at + n), 10) >= 0) {
            n++;
        }
        return n;
    }

    /** A number of {@code min} to {@code max} digits, or {@link #MISSING}. */
    int number(int min, int max) {
        int value = 0;
        int n = 0;
        while (n < max && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at) - '0';
            at++;
            n++;
        }
        return n >= min ? value : MISSING;
    }

    /** A fraction of a second of any length, in nanoseconds; digits beyond the ninth are dropped. */
    int nanos() {
        int value = 0;
        int n = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (n < 9) {
                value = value * 10 + text.charAt(at) - '0';
            }
            n++;
            at++;
        }
        for (int i = n; i < 9; i++) {
            value *= 10;
        }
        return n == 0 ? MISSING : value;
    }

    /** {@code Z}, {@code +HH}, {@code +HHmm}, {@code +HH:mm}; null when there is none. */
    TimeParts.@Nullable Offset offset() {
        if (take('Z') || take('z')) {
            return new TimeParts.Offset(true, 0);
        }
        char sign = peek();
        if (sign != '+' && sign != '-') {
            return null;
        }
        at++;
        int hours = number(2, 2);
        take(':');
        int minutes = digitsAhead() >= 2 ? number(2, 2) : 0;
        if (hours == MISSING) {
            return null;
        }
        int seconds = hours * 3600 + minutes * 60;
        return new TimeParts.Offset(true, sign == '-' ? -seconds : seconds);
    }

    /** Like {@link #offset()}, also by an abbreviation whose offset is fixed ({@code CET}) or {@code GMT-04:00}. */
    TimeParts.@Nullable Offset offsetOrName() {
        int start = at;
        while (Character.isLetter(peek())) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        boolean universal = name.isEmpty() || name.equals("GMT") || name.equals("UTC");
        if (universal && (peek() == '+' || peek() == '-')) {
            return offset();
        }
        Integer minutes = ABBREVIATIONS.get(name);
        return minutes == null ? null : new TimeParts.Offset(true, minutes * 60);
    }

    /** AM or PM, with or without dots: 0, 12, or {@link #MISSING}. */
    int half() {
        int add = peek() == 'A' || peek() == 'a' ? 0 : peek() == 'P' || peek() == 'p' ? 12 : MISSING;
        if (add == MISSING) {
            return MISSING;
        }
        at++;
        take('.');
        if (!take('M') && !take('m')) {
            return MISSING;
        }
        take('.');
        return add;
    }

    /** An English month name, short or long: 1 to 12, or {@link #MISSING}. */
    int monthName() {
        int start = at;
        while (Character.isLetter(peek())) {
            at++;
        }
        if (at - start < 3) {
            return MISSING;
        }
        int found = MONTHS.indexOf(text.substring(start, start + 3).toLowerCase(Locale.ROOT));
        return found < 0 || found % 3 != 0 ? MISSING : found / 3 + 1;
    }
}
