package io.caravanserai.runtime;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.intake.PollStatus;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Every carrier with a mapping: which routes of it run, how its accounts and its numbers stand. */
final class CarrierViews {
    private CarrierViews() {}

    static List<Map<String, Object>> of(LiveMappings mappings, CamelContext context, Database database, Clock clock) {
        return mappings.get().carriers().stream()
                .map(carrier -> Map.<String, Object>of(
                        "carrier_id",
                        carrier,
                        "routes",
                        routes(context, carrier),
                        "accounts",
                        BudgetStatus.of(database, carrier, clock),
                        "polling",
                        PollStatus.of(database, carrier, clock)))
                .toList();
    }

    private static List<String> routes(CamelContext context, String carrier) {
        return context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("carrier-in-" + carrier))
                .sorted()
                .toList();
    }
}
