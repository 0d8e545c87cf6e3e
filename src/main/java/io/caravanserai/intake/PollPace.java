package io.caravanserai.intake;

import java.time.Duration;
import java.util.Optional;

/**
 * When a number is asked for next. Dense or sparse by the status of its shipment, and never more often than a
 * twenty-fourth of the time since its last news, so that what is silent is asked for less and less; not at all after the
 * end of the journey, or when there was no news for too long.
 *
 * @param ordinary interval of a status that {@code intervals} does not name
 * @param giveUpUnknown how long a number is asked for of which nothing is ever heard
 * @param giveUpSilent how long a shipment is asked for after its last news
 * @param watched longest interval of a shipment that is on its way, while somebody looks at its tracking page
 */
record PollPace(
        Duration ordinary, StatusIntervals intervals, Duration giveUpUnknown, Duration giveUpSilent, Duration watched) {
    private static final int SPARSER = 24;
    /** So long after the last look somebody is taken to watch. */
    private static final Duration WATCH = Duration.ofMinutes(30);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);

    /** When, or never. */
    sealed interface Next {
        /** @param millis since 1970 */
        record At(long millis) implements Next {}

        /** @param reason ended, unknown or silent */
        record Never(String reason) implements Next {}
    }

    /** @param now milliseconds since 1970 */
    Next next(PollKnown known, long now) {
        if (known.wantedAt() > 0 && known.failures() == 0) {
            return new Next.At(known.wantedAt());
        }
        if (known.terminal()) {
            return lastLook(known);
        }
        boolean unknown = known.status() == null;
        Duration giveUp = unknown ? giveUpUnknown : giveUpSilent;
        if (now - known.lastNews() > giveUp.toMillis()) {
            return new Next.Never(unknown ? "unknown" : "silent");
        }
        if (known.lastPolled() == 0) {
            return new Next.At(known.createdAt());
        }
        if (known.failures() > 0) {
            return new Next.At(known.lastPolled() + retry(known.failures()));
        }
        long interval = intervals.of(known.status()).orElse(ordinary).toMillis();
        long silence = Math.max(0, known.lastPolled() - known.lastNews());
        long wait = Math.max(interval, silence / SPARSER);
        boolean isWatched = known.watchedAt() > 0 && now - known.watchedAt() < WATCH.toMillis();
        return new Next.At(known.lastPolled() + (isWatched ? Math.min(wait, watched.toMillis()) : wait));
    }

    /** A return or a proof may follow a delivery; a number that was never polled had its end told by push. */
    private Next lastLook(PollKnown known) {
        Optional<Duration> after = intervals.of(StatusIntervals.ENDED);
        long at = known.lastNews() + after.orElse(Duration.ZERO).toMillis();
        boolean wanted = after.isPresent() && known.lastPolled() > 0 && known.lastPolled() < at;
        return wanted ? new Next.At(at) : new Next.Never("ended");
    }

    /** Twice as long after each failure. */
    private static long retry(int failures) {
        long wait = FIRST_RETRY.toMillis() << Math.min(failures - 1, 20);
        return Math.min(wait, LONGEST_RETRY.toMillis());
    }
}
