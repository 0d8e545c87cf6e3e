package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(2));

    private static final Duration DAY = Duration.ofHours(24);

    private final RetrySchedule schedule = new RetrySchedule(WAITS, DAY, new Random(1));

    @Property(tries = 200)
    void waitsTheScheduledTimeVariedByAFifth(@ForAll @IntRange(min = 1, max = 2) int tries, @ForAll long seed) {
        Outcome outcome = new RetrySchedule(WAITS, DAY, new Random(seed)).after(attempt(503, 0), tries, 1_000);

        long wait = WAITS.get(tries - 1).toMillis();
        assertThat(((Outcome.Retry) outcome).dueAt() - 1_000).isBetween(wait * 8 / 10, wait * 12 / 10);
    }

    @Property(tries = 200)
    void neverComesBackBeforeTheEndpointWantsButWithinADay(@ForAll @LongRange(min = 0, max = 1L << 40) long asked) {
        Outcome outcome = schedule.after(attempt(503, asked), 1, 0);

        long day = DAY.toMillis();
        assertThat(((Outcome.Retry) outcome).dueAt())
                .isGreaterThanOrEqualTo(Math.min(asked, day))
                .isLessThanOrEqualTo(Math.max(day, 6_000));
    }

    @Test
    void lastsAsLongAsAllWaitsAndOneThatWasAskedFor() {
        assertThat(schedule.total()).isEqualTo(Duration.ofSeconds(150).plus(DAY));
    }

    @Test
    void endsWithTheSchedule() {
        assertThat(schedule.after(attempt(null, 0), 3, 0)).isEqualTo(new Outcome.Dead());
        assertThat(schedule.after(attempt(299, 0), 3, 0)).isEqualTo(new Outcome.Delivered());
        assertThat(schedule.after(attempt(410, 0), 1, 0)).isEqualTo(new Outcome.Gone());
        assertThat(schedule.after(attempt(304, 0), 1, 0)).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void readsRetryAfterAsSecondsOrDate() {
        assertThat(RetryAfter.millis("120", 0)).isEqualTo(120_000);
        assertThat(RetryAfter.millis("Thu, 01 Jan 1970 00:01:00 GMT", 10_000)).isEqualTo(50_000);
        assertThat(RetryAfter.millis("Thu, 01 Jan 1970 00:00:00 GMT", 10_000)).isZero();
        assertThat(RetryAfter.millis("soon", 0)).isZero();
        assertThat(RetryAfter.millis("-5", 0)).isZero();
        assertThat(RetryAfter.millis(null, 0)).isZero();
    }

    @Test
    void aCircuitPausesLongerEachTimeAndClosesAtTheFirstSuccess() {
        Circuit circuit = new Circuit();
        for (int i = 0; i < Circuit.THRESHOLD; i++) {
            assertThat(circuit.allowed(16)).isEqualTo(16);
            circuit.failed(0);
        }
        assertThat(circuit.waitMillis(0)).isEqualTo(5_000);
        assertThat(circuit.allowed(16)).isEqualTo(1);
        circuit.failed(5_000);
        assertThat(circuit.waitMillis(5_000)).isEqualTo(10_000);
        for (int i = 0; i < 100; i++) {
            circuit.failed(15_000 + i * 60_000L);
        }
        assertThat(circuit.waitMillis(15_000 + 99 * 60_000L)).isEqualTo(60_000);
        circuit.succeeded();
        assertThat(circuit.allowed(16)).isEqualTo(16);
    }

    private static Attempt attempt(@Nullable Integer status, long retryAfter) {
        return new Attempt(0, status, "error", 1, "", retryAfter);
    }
}
