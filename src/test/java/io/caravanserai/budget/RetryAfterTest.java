package io.caravanserai.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            120 | PT2M
            0 | PT1S
            99999999999999999999 | PT24H
            172800 | PT24H
            Mon, 2 Mar 2026 10:05:00 GMT | PT5M
            Mon, 02 Mar 2026 09:00:00 GMT | PT1S
            Fri, 6 Mar 2026 10:00:00 GMT | PT24H
            '' | PT1M
            soon | PT1M
            -5 | PT1M
            """)
    void isSecondsOrADateWithinADay(String header, Duration pause) {
        assertThat(RetryAfter.pause(header, NOW)).isEqualTo(pause);
    }
}
