package io.caravanserai.harmonize;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A time with the offset it was given or found.
 *
 * @param dateOnly the carrier gave only a date; the time is noon
 * @param warning what had to be decided about it, or null
 */
record Moment(OffsetDateTime time, TimeBasis basis, boolean dateOnly, @Nullable String warning) {
    /** A numeric offset always, so that no Z hides whether one was known. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    String iso() {
        return ISO.format(time);
    }
}
