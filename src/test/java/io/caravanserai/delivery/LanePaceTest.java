package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanePaceTest {
    private static final long SECOND = 1_000_000_000L;

    /** An origin near the overflow, which nanoTime may have. */
    private static final long ORIGIN = Long.MAX_VALUE - SECOND;

    @Property(tries = 300)
    void neverMoreInAnySecondThanTheRateAndAHundredthOfIt(
            @ForAll @IntRange(min = 1, max = 10_000) int rate, @ForAll long seed) {
        Random random = new Random(seed);
        LanePace pace = new LanePace(ORIGIN);
        pace.limit(rate);
        List<Long> begun = new ArrayList<>();
        long now = ORIGIN;
        for (int i = 0; i < 3 * rate + 10; i++) {
            now += pace.waitNanos(now);
            // a timer that is late, or a while without messages
            now += random.nextInt(20) == 0 ? random.nextLong(2 * SECOND / rate + 1_000_000) : random.nextInt(1000);
            pace.take(now);
            begun.add(now - ORIGIN);
        }

        int most = rate + rate / 100;
        for (int i = most; i < begun.size(); i++) {
            assertThat(begun.get(i) - begun.get(i - most)).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Test
    void aBusyLaneGetsWhatItIsAllowed() {
        LanePace pace = new LanePace(ORIGIN);
        pace.limit(30);
        long now = ORIGIN;
        for (int i = 0; i < 300; i++) {
            now += pace.waitNanos(now);
            pace.take(now);
        }

        assertThat(now - ORIGIN).isBetween(299 * SECOND / 30, 10 * SECOND);
    }

    @Test
    void withoutALimitNothingWaits() {
        LanePace pace = new LanePace(ORIGIN);
        pace.take(ORIGIN);

        assertThat(pace.waitNanos(ORIGIN)).isZero();
        assertThat(pace.restNanos(ORIGIN)).isZero();
        assertThat(pace.ahead(32)).isEqualTo(32);
    }

    @Test
    void aNewLimitCountsWhatWasBegunUnderTheOld() {
        LanePace pace = new LanePace(ORIGIN);
        pace.limit(1);
        pace.take(ORIGIN);

        pace.limit(2);

        assertThat(pace.waitNanos(ORIGIN)).isEqualTo(SECOND);
        assertThat(pace.ahead(32)).isEqualTo(2);
    }
}
