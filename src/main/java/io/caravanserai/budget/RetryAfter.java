package io.caravanserai.budget;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a carrier wants quiet, by its header Retry-After (RFC 9110 section 10.2.3). */
public final class RetryAfter {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration UNLESS_TOLD = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /**
     * A second to a day; a minute when the header is absent or says nothing that can be read.
     *
     * @param header seconds or an HTTP date; empty for none
     */
    public static Duration pause(String header, Instant now) {
        String text = header.trim();
        if (text.matches("\\d+")) {
            return text.length() > 9 ? LONGEST : between(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return between(Duration.between(now, until));
        } catch (DateTimeException e) {
            return UNLESS_TOLD;
        }
    }

    private static Duration between(Duration pause) {
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
