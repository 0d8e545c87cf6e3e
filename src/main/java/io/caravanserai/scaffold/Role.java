package io.caravanserai.scaffold;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a value of a payload may be for an event, told from its name and its look by scaffold/field-names.yaml. */
enum Role {
    TRACKING_NUMBER,
    CODE,
    REASON_CODE,
    TEXT,
    CITY,
    STATE,
    POSTAL_CODE,
    COUNTRY,
    PLACE_CODE,
    PLACE_NAME,
    SIGNED_BY;

    private static final int STRONG = 10;
    private static final int WEAK = 4;

    /** How well a place fits; 0 when it does not. */
    int fit(Spot spot) {
        FieldNames called = FieldNames.of(this);
        if (spot.values().isEmpty()
                || !spot.values().stream()
                        .allMatch(value -> called.look().matcher(value).matches())) {
            return 0;
        }
        String name = plain(spot.name());
        String parent =
                spot.path().size() < 2 ? "" : plain(spot.path().get(spot.path().size() - 2));
        if (called.names().matcher(name).matches()) {
            return called.never().matcher(name).find() ? 0 : STRONG;
        }
        if (called.never().matcher(parent + name).find()) {
            return 0;
        }
        if (called.names().matcher(parent + name).matches()) {
            return STRONG - 1;
        }
        return called.perhaps().matcher(name).matches() ? WEAK : 0;
    }

    /** The place that fits best; of equals the one nearest to the event, then the first. */
    Optional<Spot> best(List<Spot> spots) {
        Spot best = null;
        int most = 0;
        for (Spot spot : spots) {
            int fit = fit(spot) * 100 + (fit(spot) == 0 ? 0 : spot.path().size());
            if (fit > most) {
                best = spot;
                most = fit;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Lower case without signs, so that TrackingNo, tracking_no and Tracking-No. are one name. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
