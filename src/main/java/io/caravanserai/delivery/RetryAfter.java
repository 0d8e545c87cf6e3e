package io.caravanserai.delivery;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The header Retry-After, as seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    /** Milliseconds to wait from {@code now}; 0 without a header or with one that says nothing. */
    static long millis(@Nullable String header, long now) {
        if (header == null) {
            return 0;
        }
        String text = header.trim();
        if (text.matches("\\d{1,9}")) {
            return Long.parseLong(text) * 1000;
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, date.toEpochMilli() - now);
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
