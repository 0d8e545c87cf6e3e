package io.caravanserai.label.gs1;

import java.time.YearMonth;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the value of a field must be beyond its length and characters. */
enum FieldRule {
    NONE,
    /** Ends with a check digit. */
    CHECK,
    /** YYMMDD; 00 as day means no day or the month's last. */
    DATE,
    /** HHMM; 9999 means no time. */
    TIME,
    /** ISO 3166-1 numeric. */
    COUNTRY,
    /** ISO 3166-1 alpha-2. */
    ALPHA2,
    /** 0 for no, 1 for yes. */
    FLAG,
    /** Any text, which is percent-encoded and cut to what fits. */
    PERCENT,
    /** Spaces, which GS1's characters lack, are left out. */
    SPACELESS;

    static FieldRule of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** What is wrong with a value of the right length and characters; null when nothing is. */
    @Nullable
    String fault(String value) {
        return switch (this) {
            case CHECK -> checkFault(value);
            case DATE -> isDate(value) ? null : "is no date as YYMMDD";
            case TIME -> value.matches("([01][0-9]|2[0-3])[0-5][0-9]|9999") ? null : "is no time as HHMM";
            case COUNTRY -> CountryNumber.isNumber(value) ? null : "is no country number of ISO 3166-1";
            case ALPHA2 -> CountryNumber.isAlpha2(value) ? null : "is no country code of ISO 3166-1";
            case FLAG -> value.matches("[01]") ? null : "is neither 0 nor 1";
            case NONE, PERCENT, SPACELESS -> null;
        };
    }

    private static @Nullable String checkFault(String value) {
        char wanted = CheckDigit.of(value.substring(0, value.length() - 1));
        return value.charAt(value.length() - 1) == wanted ? null : "should have the check digit " + wanted;
    }

    private static boolean isDate(String value) {
        int month = Integer.parseInt(value.substring(2, 4));
        int day = Integer.parseInt(value.substring(4, 6));
        if (month < 1 || month > 12) {
            return false;
        }
        // the century does not matter: years divisible by four are leap years from 1901 to 2099
        return day
                <= YearMonth.of(2000 + Integer.parseInt(value.substring(0, 2)), month)
                        .lengthOfMonth();
    }
}
