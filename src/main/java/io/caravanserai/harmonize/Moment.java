package io.caravanserai.harmonize;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A time with the offset it was given or found.
 *
 * @param time of a year from 0 to 9999
 * @param dateOnly the carrier gave only a date; the time is noon
 * @param warning what had to be decided about it, or null
 */
record Moment(OffsetDateTime time, TimeBasis basis, boolean dateOnly, @Nullable String warning) {
    private static final int LONGEST = "2026-03-01T07:05:09.123456789+01:00".length();

    /** ISO 8601 with a numeric offset always, so that no Z hides whether one was known. */
    String iso() {
        byte[] text = new byte[LONGEST];
        two(text, 0, time.getYear() / 100);
        two(text, 2, time.getYear() % 100);
        after(text, 4, '-', time.getMonthValue());
        after(text, 7, '-', time.getDayOfMonth());
        after(text, 10, 'T', time.getHour());
        after(text, 13, ':', time.getMinute());
        after(text, 16, ':', time.getSecond());
        int at = fraction(text, 19, time.getNano());
        int seconds = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(seconds) / 60;
        after(text, at, seconds < 0 ? '-' : '+', minutes / 60);
        after(text, at + 3, ':', minutes % 60);
        return new String(text, 0, at + 6, StandardCharsets.ISO_8859_1);
    }

    /** Without zeros at the end; nothing for a whole second. Returns where to go on. */
    private static int fraction(byte[] text, int at, int nano) {
        if (nano == 0) {
            return at;
        }
        text[at] = '.';
        int next = at + 1;
        int rest = nano;
        for (int unit = 100_000_000; rest > 0; unit /= 10) {
            text[next++] = (byte) ('0' + rest / unit);
            rest %= unit;
        }
        return next;
    }

    private static void after(byte[] text, int at, char mark, int number) {
        text[at] = (byte) mark;
        two(text, at + 1, number);
    }

    private static void two(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }
}
