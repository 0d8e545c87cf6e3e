package io.caravanserai.harmonize;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A time with the offset it was given or found.
 *
 * @param dateOnly the carrier gave only a date; the time is noon
 * @param warning what had to be decided about it, or null
 */
record Moment(OffsetDateTime time, TimeBasis basis, boolean dateOnly, @Nullable String warning) {
    /** ISO 8601 with a numeric offset always, so that no Z hides whether one was known. */
    String iso() {
        StringBuilder text = new StringBuilder(32);
        two(text.append(time.getYear() < 1000 ? "0" : "").append(time.getYear()).append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append('T'), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
        int nano = time.getNano();
        if (nano != 0) {
            String digits = String.valueOf(1_000_000_000L + nano).substring(1);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(digits, 0, end);
        }
        int offset = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(offset) / 60;
        two(text.append(offset < 0 ? '-' : '+'), minutes / 60);
        two(text.append(':'), minutes % 60);
        return text.toString();
    }

    private static void two(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}
