package io.caravanserai.routeview;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The statistics of all routes of this node. */
public final class RouteBook {
    private final Map<String, RouteStats> routes = new ConcurrentHashMap<>();

    /** The statistics of a route, made when there are none: steps are made before their route. */
    public RouteStats of(String routeId) {
        return routes.computeIfAbsent(routeId, any -> new RouteStats());
    }

    /** Empty for a route that never was. */
    Optional<RouteStats> find(String routeId) {
        return Optional.ofNullable(routes.get(routeId));
    }

    /** The route is gone. */
    public void closed(String routeId) {
        routes.remove(routeId);
    }
}
