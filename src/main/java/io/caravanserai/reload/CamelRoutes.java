package io.caravanserai.reload;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Puts the routes of a file into a context and takes them out again, with all that came along. Camel itself leaves the
 * routes of Kamelets behind, which then hold their path, schedule or file until the hub ends.
 */
final class CamelRoutes {
    private final ModelCamelContext context;

    CamelRoutes(CamelContext context) {
        this.context = (ModelCamelContext) context;
    }

    /**
     * Loads and starts the routes of a file.
     *
     * @throws Exception when one of them cannot be started; nothing of the file stays behind
     */
    Loaded load(RouteText file) throws Exception {
        Set<Object> before = inventory();
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(file.resource());
        } catch (Exception e) {
            restore(before);
            throw e;
        }
        List<Route> added = added(context.getRoutes(), before);
        return new Loaded(
                added.stream()
                        .filter(route -> !route.isCreatedByKamelet())
                        .map(Route::getRouteId)
                        .toList(),
                added(context.getRouteConfigurationDefinitions(), before).stream()
                        .map(RouteConfigurationDefinition::getId)
                        .toList(),
                file.beans(),
                HttpPaths.of(added));
    }

    /**
     * Stops what was loaded, what it has taken is finished first, and removes it.
     *
     * @throws Exception when a route does not stop
     */
    void remove(Loaded loaded) throws Exception {
        for (String id : loaded.routes()) {
            removeFromItsSource(id);
        }
        for (String id : loaded.configurations()) {
            context.removeRouteConfiguration(context.getRouteConfigurationDefinition(id));
        }
        loaded.beans().forEach(context.getRegistry()::unbind);
        removeUnusedKamelets();
    }

    /** Forgets a Kamelet, so that the next route that uses it reads its file; null when none had used it. */
    @Nullable
    RouteTemplateDefinition forgetKamelet(String name) throws Exception {
        RouteTemplateDefinition kamelet = context.getRouteTemplateDefinition(name);
        if (kamelet != null) {
            context.removeRouteTemplateDefinition(kamelet);
        }
        return kamelet;
    }

    /** Uses a Kamelet as it was before {@link #forgetKamelet}. */
    void restoreKamelet(String name, @Nullable RouteTemplateDefinition before) throws Exception {
        forgetKamelet(name);
        if (before != null) {
            context.addRouteTemplateDefinition(before);
        }
    }

    /** The source goes first: it lets messages in, and those that are in find the rest of their way. */
    private void removeFromItsSource(String id) throws Exception {
        Route route = context.getRoute(id);
        if (route != null
                && route.getEndpoint() instanceof KameletEndpoint source
                && !source.getRouteId().equals(id)) {
            removeFromItsSource(source.getRouteId());
        }
        removeRoute(id);
    }

    private void removeRoute(String id) throws Exception {
        RouteDefinition definition = context.getRouteDefinition(id);
        if (definition != null) {
            context.removeRouteDefinition(definition);
        }
    }

    /** A sink or action with the same parameters is one route that several files share; the last one takes it along. */
    private void removeUnusedKamelets() throws Exception {
        List<String> unused;
        do {
            Set<String> used = context.getEndpoints().stream()
                    .filter(KameletEndpoint.class::isInstance)
                    .map(KameletEndpoint.class::cast)
                    .filter(endpoint -> !isEndOfKamelet(endpoint))
                    .map(KameletEndpoint::getRouteId)
                    .collect(Collectors.toSet());
            unused = context.getRouteDefinitions().stream()
                    .filter(definition -> Boolean.TRUE.equals(definition.isKamelet()))
                    .map(RouteDefinition::getRouteId)
                    .filter(id -> !used.contains(id))
                    .toList();
            for (String id : unused) {
                removeRoute(id);
            }
        } while (!unused.isEmpty());
    }

    /** {@code kamelet:source} and {@code kamelet:sink}, where a Kamelet's own route begins or ends. */
    private static boolean isEndOfKamelet(KameletEndpoint endpoint) {
        return endpoint.getEndpointUri().matches("kamelet:(//)?(source|sink)(\\?.*)?");
    }

    private Set<Object> inventory() {
        Set<Object> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(context.getRoutes());
        all.addAll(context.getRouteDefinitions());
        all.addAll(context.getRouteConfigurationDefinitions());
        all.addAll(context.getRouteTemplateDefinitions());
        all.addAll(context.getEndpoints());
        return all;
    }

    private void restore(Set<Object> before) throws Exception {
        for (RouteDefinition definition : added(context.getRouteDefinitions(), before)) {
            context.removeRouteDefinition(definition);
        }
        for (RouteConfigurationDefinition definition : added(context.getRouteConfigurationDefinitions(), before)) {
            context.removeRouteConfiguration(definition);
        }
        for (RouteTemplateDefinition definition : added(context.getRouteTemplateDefinitions(), before)) {
            context.removeRouteTemplateDefinition(definition);
        }
        for (Endpoint endpoint : added(new HashSet<>(context.getEndpoints()), before)) {
            context.removeEndpoint(endpoint);
        }
    }

    private static <T> List<T> added(Collection<T> now, Set<Object> before) {
        return now.stream().filter(one -> !before.contains(one)).toList();
    }
}
