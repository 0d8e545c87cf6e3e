package io.caravanserai.partner;

import io.caravanserai.check.Partner;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.pause.PauseWatch;
import io.caravanserai.pause.Pauses;
import io.caravanserai.pause.Pauses.Pause;
import io.caravanserai.routeview.RouteView;
import io.caravanserai.routeview.RouteViews;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** Joins what files say of routes with how they run on this node. */
final class RouteLines {
    private final CamelContext context;
    private final RouteViews views;
    private final RouteFacts facts;
    private final RouteHealth health;
    private final Pauses pauses;

    RouteLines(CamelContext context, RouteViews views, RouteFacts facts, RouteHealth health, Pauses pauses) {
        this.context = context;
        this.views = views;
        this.facts = facts;
        this.health = health;
        this.pauses = pauses;
    }

    RouteFacts facts() {
        return facts;
    }

    /** The routes whose Kamelets say such things, by id. */
    List<RouteLine> which(Predicate<List<Partner>> said) {
        Map<String, Pause> paused = pauses.all(Pauses.Kind.ROUTE);
        List<RouteLine> lines = new ArrayList<>();
        facts.byRoute().forEach((id, partners) -> {
            Route route = context.getRoute(id);
            if (route != null && said.test(partners)) {
                lines.add(line(route, partners, Optional.ofNullable(paused.get(id))));
            }
        });
        lines.sort(Comparator.comparing(RouteLine::id));
        return List.copyOf(lines);
    }

    private RouteLine line(Route route, List<Partner> said, Optional<Pause> pause) {
        String id = route.getRouteId();
        RouteView view = views.of(id).orElseThrow().route();
        Optional<RouteHealth.State> state = health.of(id);
        @Nullable String word = state.map(RouteHealth.State::word).orElse(null);
        return new RouteLine(
                id,
                view.description(),
                RouteFacts.way(said),
                view.status(),
                PauseWatch.isPausable(route),
                pause.map(Pause::sinceUtc).orElse(null),
                pause.map(Pause::reason).orElse(null),
                word,
                state.map(RouteHealth.State::reason).orElse(null),
                RouteFacts.schedule(said),
                RouteFacts.server(said),
                RouteFacts.hostKey(said),
                RouteFacts.credentials(said),
                view.lastUtc(),
                view.count(),
                view.failed());
    }
}
