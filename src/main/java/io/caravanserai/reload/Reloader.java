package io.caravanserai.reload;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what integrators save, one change after the other on a thread of its own; and on request at once. */
public final class Reloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final long LOOK_MILLIS = 500;

    private final FolderWatch watch;
    private final MappingFiles mappings;
    private final RouteFiles routes;
    private final FileStates states;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "hub-reload");
        made.setDaemon(true);
        return made;
    });

    /** Make it before the files are loaded: what changes in between is a change then. */
    public Reloader(List<Path> folders, MappingFiles mappings, RouteFiles routes, FileStates states) {
        this.watch = new FolderWatch(folders);
        this.mappings = mappings;
        this.routes = routes;
        this.states = states;
    }

    /** From now on changes take effect about a second after they are saved. */
    public void watch() {
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** {@code GET /admin/routes}: 200 {@code {"files": [{file, status, reason, checked_utc,
     * loaded_utc, routes}]}}. */
    public HttpAnswer list(HttpCall call) {
        return HttpAnswer.json(200, Map.of("files", states.all()));
    }

    /**
     * {@code POST /admin/reload}: takes over what has changed, at once and also when the hub does not watch; 200 like
     * {@link #list}, 409 {@code detail, files} when files are refused.
     */
    public HttpAnswer reload(HttpCall call) throws InterruptedException {
        now();
        List<FileState> failures = states.failures();
        return failures.isEmpty()
                ? list(call)
                : HttpAnswer.json(409, Map.of("detail", "Some files do not run as they are saved.", "files", failures));
    }

    /** Takes over what has changed, and tries again what was refused. */
    public void now() throws InterruptedException {
        try {
            thread.submit(() -> reload(watch.changesNow())).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("reloading failed", e.getCause());
        }
    }

    private void look() {
        try {
            Set<Path> changed = watch.changes();
            if (!changed.isEmpty()) {
                LOG.info("files changed files={}", changed);
                reload(changed);
            }
        } catch (RuntimeException | Error e) {
            // thrown on, it would end the watch for good
            LOG.error("reloading failed, the next change is tried as usual", e);
        }
    }

    /** A route file may need a mapping that was saved with it. */
    private void reload(Set<Path> changed) {
        mappings.reload(changed);
        routes.reload();
    }

    /** A change under way is finished, or left after ten seconds. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
