package io.caravanserai.runtime;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.intake.PollStatus;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** Every carrier with a mapping: which routes of it run, how its accounts and its numbers stand. */
final class CarrierViews {
    private CarrierViews() {}

    static List<Map<String, Object>> of(
            LiveMappings mappings, CamelContext context, RouteHealth health, Database database, Clock clock) {
        return mappings.get().carriers().stream()
                .map(carrier -> Map.<String, Object>of(
                        "carrier_id",
                        carrier,
                        "routes",
                        routes(context, carrier),
                        "health",
                        health(routes(context, carrier), health),
                        "accounts",
                        BudgetStatus.of(database, carrier, clock),
                        "polling",
                        PollStatus.of(database, carrier, clock)))
                .toList();
    }

    /** How the routes are that poll a server, and have done so. */
    private static List<Map<String, @Nullable Object>> health(List<String> routes, RouteHealth health) {
        return routes.stream()
                .flatMap(route -> health.of(route).map(state -> view(route, state)).stream())
                .toList();
    }

    private static Map<String, @Nullable Object> view(String route, RouteHealth.State state) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("route", route);
        view.put("status", state.word());
        view.put("since_utc", state.since().toString());
        view.put("reason", state.reason());
        return view;
    }

    private static List<String> routes(CamelContext context, String carrier) {
        return context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("carrier-in-" + carrier))
                .sorted()
                .toList();
    }
}
