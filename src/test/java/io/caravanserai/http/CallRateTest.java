package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Token buckets of callers. */
class CallRateTest {
    private final CallRate rate = new CallRate(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void oneCallerStaysLimitedHoweverManyOthersCall() {
        for (int i = 0; i < 20; i++) {
            rate.take("busy", 10);
        }
        assertThatThrownBy(() -> rate.take("busy", 10)).isInstanceOf(HttpProblem.class);

        for (int i = 0; i < 250_000; i++) {
            rate.take("other " + i, 10);
            if (i % 1000 == 0) {
                assertThatThrownBy(() -> rate.take("busy", 10))
                        .isInstanceOfSatisfying(
                                HttpProblem.class,
                                problem -> assertThat(problem.answer().status()).isEqualTo(429));
            }
        }
        assertThatCode(() -> rate.take("new", 10)).doesNotThrowAnyException();
    }
}
