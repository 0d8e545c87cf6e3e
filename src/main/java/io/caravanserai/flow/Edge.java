package io.caravanserai.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What goes from one part to the next.
 *
 * @param from id of a part, or {@code carriers} for all of them
 * @param to id of a part, or {@code customers}
 * @param what goes there, such as {@code raw messages}
 * @param perSecond over the last minute or since the hub started
 * @param waiting how many have not been dealt with
 * @param more whether more wait than were counted
 * @param oldest since when the first of them waits
 */
public record Edge(
        String from,
        String to,
        String what,
        double perSecond,
        long waiting,
        boolean more,
        Optional<Instant> oldest,
        State state) {
    /** How long the first of those that wait has done so. */
    public Optional<Duration> age(Instant now) {
        return oldest.map(since -> Duration.between(since, now)).map(age -> age.isNegative() ? Duration.ZERO : age);
    }
}
