package io.caravanserai.pause;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what runs on this node stand as the store says; every node looks for itself each second. A route that is paused does
 * not start with the hub either.
 */
public final class PauseWatch implements RoutePolicyFactory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
    private static final List<AlertKind> OF_ROUTES =
            List.of(AlertKind.ROUTE_DOWN, AlertKind.HOST_KEY, AlertKind.POLL_DEAD);
    /**
     * Sources that only the hub's own side sets going. A carrier that calls must be let in: what it tells while a webhook
     * is away is lost once the carrier gives up.
     */
    private static final Set<String> PAUSABLE = Set.of(
            "carrier-poll-source",
            "carrier-sftp-source",
            "carrier-mailbox-source",
            "carrier-ack-source",
            "carrier-label-source",
            "customer-edi-source");

    private final CamelContext context;
    private final Pauses pauses;
    private final Alerts alerts;
    private final Consumer<String> lanes;
    private Set<String> pausedLanes = Set.of();
    /** Routes that stand still for a pause; what somebody else stopped is left alone. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "hub-pauses");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param alerts those of a route that is paused are over
     * @param lanes told the id of each subscription that was paused or resumed
     */
    public PauseWatch(CamelContext context, Pauses pauses, Alerts alerts, Consumer<String> lanes) {
        this.context = context;
        this.pauses = pauses;
        this.alerts = alerts;
        this.lanes = lanes;
    }

    /** Call it before routes are loaded. */
    public PauseWatch open() {
        context.addRoutePolicyFactory(this);
        var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    /** Whether operators may pause a route. */
    public static boolean isPausable(Route route) {
        return route.getEndpoint() instanceof KameletEndpoint source && PAUSABLE.contains(source.getTemplateId());
    }

    private void look() {
        try {
            apply();
        } catch (StoreException e) {
            LOG.debug("what is paused could not be read and is looked for again", e);
        } catch (RuntimeException e) {
            LOG.error("a route could not be paused or resumed and is tried again", e);
        }
    }

    /** At once, not only at the next look. */
    public synchronized void apply() {
        applyToLanes();
        Set<String> paused = pauses.all(Pauses.Kind.ROUTE).keySet();
        for (Route route : context.getRoutes()) {
            if (isPausable(route)) {
                boolean isPaused = paused.contains(route.getRouteId());
                ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
                if (isPaused && status.isStarted()) {
                    stop(route);
                } else if (!isPaused && status.isStopped() && held.contains(route.getRouteId())) {
                    start(route);
                }
            }
        }
    }

    private void applyToLanes() {
        Set<String> now = Set.copyOf(pauses.all(Pauses.Kind.LANE).keySet());
        Set<String> changed = new TreeSet<>(now);
        changed.addAll(pausedLanes);
        changed.removeIf(lane -> now.contains(lane) && pausedLanes.contains(lane));
        pausedLanes = now;
        changed.forEach(lanes);
    }

    /** Has a source poll at once; false when it is at it already. */
    public synchronized boolean pollNow(Route route) {
        String source = source(route);
        if (context.getInflightRepository().size(source) > 0) {
            return false;
        }
        change(() -> {
            context.getRouteController().stopRoute(source);
            context.getRouteController().startRoute(source);
        });
        return true;
    }

    /** What it has taken is finished first. */
    private void stop(Route route) {
        held.add(route.getRouteId());
        change(() -> {
            context.getRouteController().stopRoute(source(route));
            context.getRouteController().stopRoute(route.getRouteId());
        });
        OF_ROUTES.forEach(kind -> alerts.clear(kind, route.getRouteId()));
        LOG.info("route paused route={}", route.getRouteId());
    }

    private void start(Route route) {
        change(() -> {
            context.getRouteController().startRoute(route.getRouteId());
            context.getRouteController().startRoute(source(route));
        });
        held.remove(route.getRouteId());
        LOG.info("route resumed route={}", route.getRouteId());
    }

    /** The route of the Kamelet from which a route's messages come. */
    private static String source(Route route) {
        return route.getEndpoint() instanceof KameletEndpoint source ? source.getRouteId() : route.getRouteId();
    }

    /** What Camel's controller throws is checked. */
    @FunctionalInterface
    private interface Change {
        void run() throws Exception;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a route does not stop or start: " + e.getMessage(), e);
        }
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode node) {
        return new AtStart(ofFile(routeId, node));
    }

    /** The route of a file that a Kamelet's route belongs to. */
    private static String ofFile(String routeId, NamedNode node) {
        return Optional.of(node)
                .filter(RouteDefinition.class::isInstance)
                .map(RouteDefinition.class::cast)
                .filter(definition -> Boolean.TRUE.equals(definition.isKamelet()))
                .map(RouteDefinition::getTemplateParameters)
                .map(parameters -> parameters.get("parentRouteId"))
                .map(String::valueOf)
                .orElse(routeId);
    }

    private final class AtStart extends RoutePolicySupport {
        private final String route;

        AtStart(String route) {
            this.route = route;
        }

        @Override
        public void onInit(Route made) {
            super.onInit(made);
            if (pauses.all(Pauses.Kind.ROUTE).containsKey(route)) {
                held.add(route);
                made.setAutoStartup(false);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
