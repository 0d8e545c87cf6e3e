package io.caravanserai.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/**
 * Bounds how many series there can be. Labels have values from closed sets, or are ids of routes, which are as many as
 * the route files make; should those be made by a program some day, what is beyond the bound is not counted.
 */
public final class SeriesLimit {
    /** Routes that are counted. */
    public static final int ROUTES = 2_000;

    private static final Map<String, String> LABELS = Map.of("camel.", "routeId", "hub.route.", "route");

    private SeriesLimit() {}

    /** To be called before anything is counted. */
    public static void on(MeterRegistry metrics) {
        LABELS.forEach((prefix, label) -> metrics.config()
                .meterFilter(MeterFilter.maximumAllowableTags(prefix, label, ROUTES, MeterFilter.deny())));
    }
}
