package io.caravanserai.reload;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files whose routes run, and how one version of them gives way to the next. */
final class RunningFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RunningFiles.class);

    private final CamelRoutes routes;
    private final RouteTrial trial;
    private final FileStates states;
    private final Map<Path, Running> running = new TreeMap<>();

    /**
     * What runs of a file.
     *
     * @param kamelets names of those it uses, and of those that they use
     */
    record Running(RouteText text, Loaded loaded, Set<String> kamelets) {}

    RunningFiles(CamelContext context, FileStates states) {
        this.routes = new CamelRoutes(context);
        this.trial = new RouteTrial(context);
        this.states = states;
    }

    List<Running> all() {
        return List.copyOf(running.values());
    }

    @Nullable
    Running of(Path file) {
        return running.get(file);
    }

    /** Ids of the file's routes that run; null when nothing of it runs. */
    @Nullable
    List<String> routesOf(Path file) {
        Running now = running.get(file);
        return now == null ? null : now.loaded().routes();
    }

    /**
     * Starts a file of which nothing runs.
     *
     * @throws Exception when it cannot be loaded or takes what is another file's; nothing of it runs then
     */
    void start(RouteText text, Kamelets kamelets) throws Exception {
        refuseTaken(text);
        Loaded loaded = load(text);
        try {
            refuseServed(text.file(), loaded.served()::contains);
        } catch (IllegalArgumentException e) {
            routes.remove(loaded);
            throw e;
        }
        running.put(text.file(), new Running(text, loaded, kamelets.usedBy(text)));
        states.runs(text.file(), loaded.routes());
    }

    /** Camel refuses a path that is served already, but names neither the file that serves it nor what to do. */
    private Loaded load(RouteText text) throws Exception {
        try {
            return routes.load(text);
        } catch (Exception e) {
            Optional<String> path = HttpPaths.refused(Reasons.deepest(e));
            if (path.isPresent()) {
                refuseServed(text.file(), call -> call.endsWith(" " + path.get()));
            }
            throw e;
        }
    }

    /** What its routes have taken is finished first; null when nothing of it ran. */
    @Nullable
    Running stop(Path file) {
        Running old = running.remove(file);
        if (old != null) {
            try {
                routes.remove(old.loaded());
            } catch (Exception e) {
                LOG.error("routes of a file did not stop cleanly file={}", file, e);
            }
        }
        return old;
    }

    /**
     * Builds these versions of the files without starting them.
     *
     * @throws RouteTrial.Refused at the first that cannot be loaded
     * @throws IllegalArgumentException when one takes what belongs to another file
     */
    void tryOut(List<RouteText> files) throws RouteTrial.Refused {
        List<Loaded> would = trial.of(files);
        for (int i = 0; i < files.size(); i++) {
            refuseTaken(files.get(i));
            refuseServed(files.get(i).file(), would.get(i).served()::contains);
        }
    }

    /**
     * Stops the files and starts these versions; when one does not start, all of them as they were before.
     *
     * @param kamelet name of the Kamelet whose file is to be read again, null for none
     * @throws ReplaceFailed when what ran before runs again, or nothing does
     */
    void replace(List<RouteText> next, @Nullable String kamelet, Kamelets kamelets) throws ReplaceFailed {
        Map<Path, Running> previous = new LinkedHashMap<>();
        for (RouteText text : next) {
            Running old = stop(text.file());
            if (old != null) {
                previous.put(text.file(), old);
            }
        }
        RouteTemplateDefinition template = null;
        try {
            template = kamelet == null ? null : routes.forgetKamelet(kamelet);
            for (RouteText text : next) {
                start(text, kamelets);
                LOG.info("route file loaded file={} routes={}", text.file(), routesOf(text.file()));
            }
        } catch (Exception e) {
            next.forEach(text -> stop(text.file()));
            throw new ReplaceFailed(Reasons.deepest(e) + rollBack(previous.values(), kamelet, template, kamelets));
        }
    }

    /** Why versions of files that had passed every check did not start. */
    static final class ReplaceFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ReplaceFailed(String message) {
            super(message);
        }
    }

    /** Answers what else is to be said: empty when all runs as before. */
    private String rollBack(
            Iterable<Running> previous,
            @Nullable String kamelet,
            @Nullable RouteTemplateDefinition template,
            Kamelets kamelets) {
        StringBuilder worse = new StringBuilder();
        try {
            if (kamelet != null) {
                routes.restoreKamelet(kamelet, template);
            }
            for (Running old : previous) {
                start(old.text(), kamelets);
            }
        } catch (Exception e) {
            worse.append("; what ran before does not start again: ").append(Reasons.deepest(e));
        }
        return worse.toString();
    }

    /** Camel would stop the route that has the id, and replace the bean that has the name. */
    private void refuseTaken(RouteText text) {
        for (Running other : others(text.file())) {
            for (String id : text.ids()) {
                if (other.loaded().routes().contains(id)) {
                    throw new IllegalArgumentException("route id " + id + " is taken by "
                            + other.text().file() + ": give this route an id of its own");
                }
            }
            for (String bean : text.beans()) {
                if (other.loaded().beans().contains(bean)) {
                    throw new IllegalArgumentException("bean " + bean + " is declared by "
                            + other.text().file() + ": give this one a name of its own");
                }
            }
        }
    }

    private void refuseServed(Path file, Predicate<String> wanted) {
        for (Running other : others(file)) {
            for (String call : other.loaded().served()) {
                if (wanted.test(call)) {
                    throw new IllegalArgumentException(call + " is served by "
                            + other.text().file()
                            + ": give this route another carrier or path, or take one of them away");
                }
            }
        }
    }

    private List<Running> others(Path file) {
        return running.values().stream()
                .filter(one -> !one.text().file().equals(file))
                .toList();
    }
}
