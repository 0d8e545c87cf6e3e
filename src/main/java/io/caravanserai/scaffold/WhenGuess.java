package io.caravanserai.scaffold;

import io.caravanserai.harmonize.TimeGuess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which places of a payload hold the time of an event.
 *
 * @param date the time, or only its day
 * @param clock the time of day where it stands apart, else null
 * @param written how both together are written
 */
record WhenGuess(Spot date, @Nullable Spot clock, TimeGuess written) {
    private static final Pattern NAME =
            Pattern.compile(".*(time|date|stamp|datum|zeit|heure|when|occurred|created|tid|dato|day)|.*at|ts");
    private static final Pattern CLOCK_NAME = Pattern.compile(".*(time|clock|uhrzeit|zeit|heure|klok|tid|hour).*");
    private static final Pattern PLAN = Pattern.compile("eta|.*(estimat|expect|planned|promise|deliverydate|sched).*");

    /** The best among the places of an event: one that tells day and time, else two that do together, else a day. */
    static Optional<WhenGuess> of(List<Spot> spots) {
        List<WhenGuess> days = new ArrayList<>();
        for (Spot spot : spots) {
            String name = Role.plain(spot.name());
            if (NAME.matcher(name).matches() && !PLAN.matcher(name).matches()) {
                Optional<TimeGuess> written = TimeGuess.of(spot.values());
                if (written.isPresent() && written.get().hasTime()) {
                    return Optional.of(new WhenGuess(spot, null, written.get()));
                }
                written.ifPresent(day -> days.add(new WhenGuess(spot, null, day)));
            }
        }
        return days.stream().findFirst().map(day -> day.withClock(spots)).or(() -> byLookAlone(spots));
    }

    /** Values that nobody could take for anything else, whatever they are called. */
    private static Optional<WhenGuess> byLookAlone(List<Spot> spots) {
        return spots.stream()
                .filter(spot -> !PLAN.matcher(Role.plain(spot.name())).matches())
                .filter(spot -> spot.values().stream().allMatch(value -> value.matches("\\d+[-/.]\\w+[-/. ]\\d.*")))
                .flatMap(
                        spot -> TimeGuess.of(spot.values()).map(written -> new WhenGuess(spot, null, written)).stream())
                .findFirst();
    }

    /** Where it is, in the order in which the parts are joined by a space. */
    List<Spot> spots() {
        return clock == null ? List.of(date) : List.of(date, clock);
    }

    private WhenGuess withClock(List<Spot> spots) {
        for (Spot spot : spots) {
            if (!spot.equals(date)
                    && CLOCK_NAME.matcher(Role.plain(spot.name())).matches()) {
                Optional<TimeGuess> both = TimeGuess.of(pairs(date.values(), spot.values()));
                if (both.isPresent() && both.get().hasTime()) {
                    return new WhenGuess(date, spot, both.get());
                }
            }
        }
        return this;
    }

    private static List<String> pairs(List<String> days, List<String> clocks) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(days.size(), clocks.size()); i++) {
            pairs.add(days.get(i) + " " + clocks.get(i));
        }
        return pairs;
    }
}
