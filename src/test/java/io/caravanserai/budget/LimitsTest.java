package io.caravanserai.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the calls ask for, no limit is ever exceeded; and it is used, not only kept. */
class LimitsTest {
    /** Two hours before the clocks of Berlin are put forward. */
    private static final long START = Instant.parse("2026-03-28T23:00:00Z").toEpochMilli();

    /** When calls were let through by a limit that is asked after each of these waits. */
    private static List<Long> calls(Limit limit, List<Integer> waits) {
        NavigableMap<Long, Long> count = new TreeMap<>();
        List<Long> calls = new ArrayList<>();
        long now = START;
        for (int wait : waits) {
            now += wait;
            if (limit.freeAt(count, now) == now) {
                count = limit.plusCall(count, now);
                calls.add(now);
            }
        }
        return calls;
    }

    /** Waits of which most are short, so that limits are met, and some are long. */
    @Provide
    Arbitrary<List<Integer>> waits() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(0, 40)),
                        net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, 1_500)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 9_000_000)))
                .list()
                .ofMinSize(50)
                .ofMaxSize(400);
    }

    @Property(tries = 300)
    void aBucketGivesItsBurstAndWhatTheTimeRefills(
            @ForAll("waits") List<Integer> waits,
            @ForAll @IntRange(min = 1, max = 20) int rate,
            @ForAll @IntRange(min = 1, max = 10_000) int period,
            @ForAll @IntRange(min = 1, max = 30) int burst) {
        List<Long> calls = calls(new TokenBucket(rate, Duration.ofMillis(period), burst), waits);

        for (int i = 0; i < calls.size(); i++) {
            for (int j = i; j < calls.size(); j++) {
                assertThat(j - i + 1)
                        .isLessThanOrEqualTo((int) (burst + (calls.get(j) - calls.get(i)) * rate / period));
            }
        }
    }

    @Property(tries = 300)
    void aWindowHoldsNoMoreCallsWhereverItBegins(
            @ForAll("waits") List<Integer> waits,
            @ForAll @IntRange(min = 1, max = 20) int most,
            @ForAll @IntRange(min = 1, max = 10_000) int window) {
        List<Long> calls = calls(new RollingWindow(most, Duration.ofMillis(window)), waits);

        for (long end : calls) {
            assertThat(calls.stream().filter(call -> call > end - window && call <= end))
                    .hasSizeLessThanOrEqualTo(most);
        }
    }

    @Property(tries = 300)
    void aQuotaHoldsFromResetToReset(
            @ForAll("waits") List<Integer> waits,
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll @IntRange(min = 0, max = 23) int hour) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Long> calls = calls(new DayQuota(most, LocalTime.of(hour, 0), berlin), waits);

        for (LocalDate day = LocalDate.of(2026, 3, 27); day.isBefore(LocalDate.of(2026, 7, 1)); day = day.plusDays(1)) {
            long begin = day.atTime(hour, 0).atZone(berlin).toInstant().toEpochMilli();
            long end =
                    day.plusDays(1).atTime(hour, 0).atZone(berlin).toInstant().toEpochMilli();
            assertThat(calls.stream().filter(call -> call >= begin && call < end))
                    .hasSizeLessThanOrEqualTo(most);
        }
    }

    @Property(tries = 300)
    void spacingKeepsCallsApart(@ForAll("waits") List<Integer> waits, @ForAll @IntRange(min = 1, max = 5_000) int gap) {
        List<Long> calls = calls(new Spacing(Duration.ofMillis(gap)), waits);

        for (int i = 1; i < calls.size(); i++) {
            assertThat(calls.get(i) - calls.get(i - 1)).isGreaterThanOrEqualTo(gap);
        }
    }

    @Property(tries = 300)
    void whoWaitsAsToldIsLetThroughAndWhoComesEarlierIsNot(
            @ForAll("waits") List<Integer> waits, @ForAll("limits") String limit) {
        Limit one = Rate.parse(limit).limits().get(0);
        NavigableMap<Long, Long> count = new TreeMap<>();
        long now = START;
        for (int wait : waits) {
            now += wait;
            long free = one.freeAt(count, now);
            if (free > now) {
                assertThat(one.freeAt(count, free - 1)).isGreaterThanOrEqualTo(free - 1);
                // the bucket's fractions may round a millisecond up
                assertThat(one.freeAt(count, free + 1)).isEqualTo(free + 1);
                assertThat(one.used(count, now)).isEqualTo(one.most());
                now = free + 1;
            }
            count = one.plusCall(count, now);
        }
    }

    @Provide
    Arbitrary<String> limits() {
        return Arbitraries.of(
                "5/s burst 10", "1/3s", "rolling 7/10s", "quota 30/d reset 02:30 Europe/Berlin", "spacing 250ms");
    }
}
