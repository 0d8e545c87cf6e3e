package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {
    private static final long NOW = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    private static final PollPace PACE = new PollPace(
            Duration.ofHours(1),
            StatusIntervals.parse(
                    "unknown=2h, order=6h, delivery/out_for_delivery=10m, delivery/delivered/pudo_point=5h,"
                            + " delivery=3h, ended=2d"),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "order/created, 6h",
        "in_transit/carrier_network, 1h",
        "delivery/out_for_delivery, 10m",
        "delivery/delivered/pudo_point, 5h",
        "delivery/attempt/left_notice, 3h",
        ", 2h"
    })
    void theMostExactNameGivesTheInterval(@Nullable String status, String interval) {
        assertThat(PACE.next(polled(status, Duration.ofMinutes(1)), NOW)).isEqualTo(in(interval));
    }

    @ParameterizedTest
    @CsvSource({
        "delivery/out_for_delivery, 4h, 10m",
        "delivery/out_for_delivery, 12h, 30m",
        "in_transit/carrier_network, 20d, 20h",
        "in_transit/carrier_network, 89d, 89h",
        ", 1d, 2h",
        ", 10d, 10h"
    })
    void whatIsSilentIsAskedForLessAndLess(@Nullable String status, String silence, String interval) {
        assertThat(PACE.next(polled(status, duration(silence)), NOW)).isEqualTo(in(interval));
    }

    @ParameterizedTest
    @CsvSource({
        "in_transit/carrier_network, 1m, 0m, 5m",
        "in_transit/carrier_network, 20d, 29m, 5m",
        "in_transit/carrier_network, 1m, 30m, 1h",
        "delivery/delivered/pudo_point, 1m, 10m, 5m",
        ", 1d, 1m, 5m"
    })
    void whatIsWatchedIsAskedForSoonerForHalfAnHour(
            @Nullable String status, String silence, String sinceLook, String interval) {
        PollKnown watched = watched(polled(status, duration(silence)), sinceLook);

        assertThat(PACE.next(watched, NOW)).isEqualTo(in(interval));
    }

    @Test
    void watchingNeitherShortensAWaitNorBeginsPollingAgain() {
        PollKnown dense = polled("delivery/out_for_delivery", Duration.ofMinutes(1));
        PollKnown failed = watched(dense.failed(NOW).failed(NOW).failed(NOW).failed(NOW), "1m");
        PollKnown ended = new PollKnown("N", 0, "delivery/delivered", true, NOW, 0, 0, null, 0, 0, NOW);
        PollPace patient = new PollPace(
                Duration.ofMinutes(2),
                StatusIntervals.parse(""),
                Duration.ofDays(30),
                Duration.ofDays(90),
                Duration.ofMinutes(5));

        assertThat(PACE.next(failed, NOW)).as("a refusal's wait").isEqualTo(in("8m"));
        assertThat(PACE.next(ended, NOW)).isEqualTo(new PollPace.Next.Never("ended"));
        assertThat(PACE.next(watched(polled("order/created", Duration.ofDays(91)), "1m"), NOW))
                .isEqualTo(new PollPace.Next.Never("silent"));
        assertThat(patient.next(watched(dense, "1m"), NOW))
                .as("asked for often anyway")
                .isEqualTo(in("2m"));
    }

    private static PollKnown watched(PollKnown known, String sinceLook) {
        long look = NOW - duration(sinceLook).toMillis();
        return new PollKnown(
                known.number(),
                known.createdAt(),
                known.status(),
                known.terminal(),
                known.lastNews(),
                known.lastPolled(),
                known.failures(),
                known.nextPollAt(),
                known.wantedAt(),
                known.claimedAt(),
                look);
    }

    @Test
    void whatWasNeverKnownIsGivenUpSoonerThanWhatFellSilent() {
        assertThat(PACE.next(polled(null, Duration.ofDays(31)), NOW)).isEqualTo(new PollPace.Next.Never("unknown"));
        assertThat(PACE.next(polled("in_transit/carrier_network", Duration.ofDays(31)), NOW))
                .isInstanceOf(PollPace.Next.At.class);
        assertThat(PACE.next(polled("in_transit/carrier_network", Duration.ofDays(91)), NOW))
                .isEqualTo(new PollPace.Next.Never("silent"));
    }

    @Test
    void afterTheEndThereIsOneLastLookWhereOneIsWanted() {
        long end = NOW - Duration.ofHours(1).toMillis();
        PollKnown ended = new PollKnown("N", 0, "delivery/delivered", true, end, NOW, 0, null, 0, 0, 0);
        long look = end + Duration.ofDays(2).toMillis();

        assertThat(PACE.next(ended, NOW)).isEqualTo(new PollPace.Next.At(look));
        assertThat(PACE.next(ended.answered(look + 5), look + 5)).isEqualTo(new PollPace.Next.Never("ended"));
        assertThat(new PollPace(
                                Duration.ofHours(1),
                                StatusIntervals.parse(""),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO)
                        .next(ended, NOW))
                .isEqualTo(new PollPace.Next.Never("ended"));
    }

    @Test
    void aNumberWhoseEndWasPushedIsNeverPolled() {
        PollKnown ended = new PollKnown("N", 0, "delivery/delivered", true, NOW, 0, 0, null, 0, 0, 0);

        assertThat(PACE.next(ended, NOW)).isEqualTo(new PollPace.Next.Never("ended"));
    }

    @Test
    void failuresWaitTwiceAsLongEachTimeAndSixHoursAtMost() {
        PollKnown known = polled("in_transit/carrier_network", Duration.ofMinutes(1));

        assertThat(PACE.next(known.failed(NOW), NOW)).isEqualTo(in("1m"));
        assertThat(PACE.next(known.failed(NOW).failed(NOW).failed(NOW), NOW)).isEqualTo(in("4m"));
        for (int i = 0; i < 100; i++) {
            known = known.failed(NOW);
        }
        assertThat(PACE.next(known, NOW)).isEqualTo(in("6h"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            order 6h | intervals has 'order 6h'
            order=6h; customs=1h | intervals has 'order=6h; customs=1h'
            order=6h, | intervals has ''
            order=soon | no duration: soon
            order=6h, order=7h | intervals names order twice
            """)
    void anIntervalThatCannotBeReadIsNamed(String text, String message) {
        assertThatThrownBy(() -> StatusIntervals.parse(text)).hasMessageContaining(message);
    }

    /** A number that was asked for now and has had no news for so long. */
    private static PollKnown polled(@Nullable String status, Duration silence) {
        long since = NOW - silence.toMillis();
        return new PollKnown("N", since, status, false, since, NOW, 0, null, 0, 0, 0);
    }

    private static PollPace.Next in(String interval) {
        return new PollPace.Next.At(NOW + duration(interval).toMillis());
    }

    private static Duration duration(String text) {
        return io.caravanserai.config.Settings.parseDuration(text);
    }
}
