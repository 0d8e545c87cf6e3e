package io.caravanserai.harmonize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier wrote as a time, before any zone rule.
 *
 * @param time null when only a date was given
 * @param offset null when none was given
 */
record TimeParts(LocalDate date, @Nullable LocalTime time, @Nullable ZoneOffset offset) {
    /** ISO 8601 writes a year with four digits. */
    private static final int LAST_YEAR = 9999;

    /** @throws DateTimeException when the year is none of 0 to 9999 */
    TimeParts {
        if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("the year " + date.getYear() + " is none of 0 to " + LAST_YEAR);
        }
    }

    /**
     * Puts numbers together; 24:00:00 is midnight at the end of the day.
     *
     * @throws DateTimeException when there is no such date, time or offset
     */
    static TimeParts of(int year, int month, int day, int hour, int minute, int second, int nano, Offset offset) {
        LocalDate date = LocalDate.of(year, month, day);
        ZoneOffset zone = offset.given() ? ZoneOffset.ofTotalSeconds(offset.seconds()) : null;
        if (hour == 24 && minute == 0 && second == 0 && nano == 0) {
            return new TimeParts(date.plusDays(1), LocalTime.MIDNIGHT, zone);
        }
        LocalTime time = hour < 0 ? null : LocalTime.of(hour, minute, Math.min(second, 59), nano);
        return new TimeParts(date, time, zone);
    }

    /** An offset in seconds, or that none was given. */
    record Offset(boolean given, int seconds) {
        static final Offset NONE = new Offset(false, 0);
    }
}
