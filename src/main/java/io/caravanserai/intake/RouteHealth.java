package io.caravanserai.intake;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.secret.SecretMask;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which routes reach the server they poll, since when, and why not; a route that is down is an alert. */
public final class RouteHealth {
    private final Alerts alerts;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private volatile Consumer<String> firstHeard = route -> {};

    public RouteHealth(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * How a route is.
     *
     * @param up whether its last poll went well
     * @param since when that began
     * @param reason what is wrong and what to do; null while it is up
     */
    public record State(boolean up, Instant since, @Nullable String reason) {
        /** The word in answers. */
        public String word() {
            return up ? "UP" : "DOWN";
        }
    }

    /** Called with the id of each route at its first sign of life. */
    public void onFirst(Consumer<String> listener) {
        firstHeard = listener;
    }

    /** How the route is; empty before its first poll and when it is gone. */
    public Optional<State> of(String route) {
        return Optional.ofNullable(states.get(route));
    }

    /** For a gauge: 1 while it is up, 0 while it is down, not a number when it is gone. */
    public double measure(String route) {
        return of(route).map(state -> state.up() ? 1.0 : 0.0).orElse(Double.NaN);
    }

    /** A poll went well: what was wrong is over. */
    void up(String route) {
        if (change(route, new State(true, clock.instant(), null))) {
            alerts.clear(AlertKind.ROUTE_DOWN, route);
            alerts.clear(AlertKind.HOST_KEY, route);
            alerts.clear(AlertKind.POLL_DEAD, route);
        }
    }

    /** Polling fails; each new reason is told once. */
    void down(String route, AlertKind kind, String reason) {
        String told = SecretMask.ofProcess().mask(reason);
        if (change(route, new State(false, clock.instant(), told))) {
            alerts.raise(kind, route, told);
        }
    }

    /** The route was stopped; nobody expects it to poll. */
    void forget(String route) {
        states.remove(route);
    }

    private boolean change(String route, State now) {
        State before = states.get(route);
        if (before == null) {
            states.put(route, now);
            firstHeard.accept(route);
            return true;
        }
        if (before.up() != now.up()) {
            states.put(route, now);
            return true;
        }
        states.put(route, new State(now.up(), before.since(), now.reason()));
        return !Objects.equals(before.reason(), now.reason());
    }
}
