package io.caravanserai.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Loads the route files into a running context, one by one. In plain Camel one bad file stops the whole application;
 * here it is set aside with its reason and everything else runs.
 */
public final class RouteFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    /** Shared policies first, then what carries messages onwards, then what lets them in. */
    private static final List<String> FOLDERS = List.of("hub", "customers", "carriers");

    private final CamelContext context;
    private final Path folder;
    private final Map<Path, String> failures = new LinkedHashMap<>();

    public RouteFiles(CamelContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /**
     * Loads all files.
     *
     * @throws StartFailure when the folder does not exist or a file of the hub's own (routes/hub) is bad: without them
     *     nothing flows
     */
    public void loadAll() {
        if (!Files.isDirectory(folder)) {
            throw new StartFailure("There is no routes folder " + folder.toAbsolutePath()
                    + ": start the hub in its own folder or name another (HUB_ROUTES_DIR).");
        }
        for (String part : FOLDERS) {
            for (Path file : files(folder.resolve(part))) {
                load(file, part.equals("hub"));
            }
        }
    }

    /** Files that were set aside, each with the reason. */
    public Map<Path, String> failures() {
        return Map.copyOf(failures);
    }

    private void load(Path file, boolean required) {
        Set<String> before = routeIds();
        try {
            refuseTaken(file, before);
            Resource resource = ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath());
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
            HttpPaths.conflict(model(), before).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
        } catch (Exception e) {
            String deepest = deepest(e);
            String reason = HttpPaths.conflict(model(), before, deepest).orElse(deepest);
            removeRoutesNotIn(before);
            if (required) {
                throw new StartFailure(file + " cannot be loaded: " + reason, e);
            }
            failures.put(file, reason);
            LOG.error("route file set aside, everything else runs file={} reason={}", file, reason);
        }
    }

    /** Camel would stop the route that has the id and run the new one in its place. */
    private static void refuseTaken(Path file, Set<String> taken) throws IOException {
        for (String id : idsIn(file)) {
            if (taken.contains(id)) {
                throw new IllegalArgumentException(
                        "route id " + id + " is taken by another file: give this route an id of its own");
            }
        }
    }

    private static List<String> idsIn(Path file) throws IOException {
        Object content = new Load(
                        LoadSettings.builder().setLabel(file.toString()).build())
                .loadFromString(Files.readString(file));
        List<String> ids = new ArrayList<>();
        for (Object item : content instanceof List<?> items ? items : List.of()) {
            if (item instanceof Map<?, ?> entry
                    && entry.get("route") instanceof Map<?, ?> route
                    && route.get("id") instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    private ModelCamelContext model() {
        return (ModelCamelContext) context;
    }

    private Set<String> routeIds() {
        return context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
    }

    private void removeRoutesNotIn(Set<String> keep) {
        Set<String> added = new TreeSet<>(routeIds());
        added.removeAll(keep);
        for (String id : added) {
            try {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            } catch (Exception e) {
                LOG.warn("a route of a bad file could not be removed route={}", id, e);
            }
        }
        ModelCamelContext model = model();
        model.getRouteDefinitions().stream()
                .filter(definition -> context.getRoute(definition.getRouteId()) == null)
                .filter(definition -> !keep.contains(definition.getRouteId()))
                .toList()
                .forEach(definition -> forget(model, definition));
    }

    private static void forget(ModelCamelContext model, org.apache.camel.model.RouteDefinition definition) {
        try {
            model.removeRouteDefinition(definition);
        } catch (Exception e) {
            LOG.warn("a route definition of a bad file could not be removed route={}", definition.getRouteId(), e);
        }
    }

    /** Camel names the cause only at the bottom. */
    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new StartFailure("The routes folder " + folder + " cannot be read (" + e + ").", e);
        }
    }
}
