package io.caravanserai.reload;

import io.caravanserai.check.Finding;
import io.caravanserai.reload.RunningFiles.ReplaceFailed;
import io.caravanserai.reload.RunningFiles.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder routes/ of a running hub. In plain Camel one bad file stops the whole application, and an edit of one file
 * restarts the routes of all; here a bad file is set aside with its reason, an edit takes effect for its file alone, and
 * what ran before goes on when the edit is bad.
 */
public final class RouteFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String HUB = "hub";
    /** Shared policies first, then what carries messages onwards, then what lets them in. */
    private static final List<String> FOLDERS = List.of(HUB, "customers", "carriers");

    private final Path folder;
    private final Supplier<List<Finding>> check;
    private final Swapping swapping;
    private final FileStates states;
    private final RunningFiles running;
    private final Map<String, String> kameletsInUse = new LinkedHashMap<>();

    /** Asks callers to try again while routes are stopped and others started in their place. */
    @FunctionalInterface
    public interface Swapping {
        /** Ends it. */
        interface Over extends AutoCloseable {
            @Override
            void close();
        }

        Over begin();
    }

    /**
     * @param check what {@code ./hub check} finds in the folder now
     */
    public RouteFiles(
            CamelContext context, Path folder, Supplier<List<Finding>> check, Swapping swapping, FileStates states) {
        this.folder = folder;
        this.check = check;
        this.swapping = swapping;
        this.states = states;
        this.running = new RunningFiles(context, states);
    }

    /**
     * Loads all files.
     *
     * @throws IllegalStateException when the folder does not exist or a file of the hub's own (routes/hub) is bad:
     *     without them nothing flows
     */
    public synchronized void loadAll() {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no routes folder " + folder.toAbsolutePath()
                    + ": start the hub in its own folder or name another (HUB_ROUTES_DIR).");
        }
        Kamelets kamelets = kamelets();
        kameletsInUse.putAll(kamelets.texts());
        for (Path file : files()) {
            try {
                running.start(RouteText.read(file), kamelets);
            } catch (Exception e) {
                if (isHubs(file)) {
                    throw new IllegalStateException(file + " cannot be loaded: " + Reasons.deepest(e), e);
                }
                states.refuse(file, Reasons.deepest(e), null);
            }
        }
    }

    /** Takes over what differs from what runs; what was refused before is tried again. */
    public synchronized void reload() {
        if (!Files.isDirectory(folder)) {
            // a drive that is away for a moment must not look like all files deleted
            LOG.warn("the routes folder is away, what runs goes on folder={}", folder);
            return;
        }
        stopWhatIsGone();
        Errors errors = new Errors(check);
        Kamelets kamelets = kamelets();
        for (String name : kamelets.differing(kameletsInUse)) {
            reloadKamelet(name, kamelets, errors);
        }
        List<Path> open = files().stream().filter(this::differs).toList();
        int before;
        do {
            // what one file gives up, such as a route id, another may take
            before = open.size();
            open = open.stream()
                    .filter(file -> !reloadFile(file, kamelets, errors))
                    .toList();
        } while (!open.isEmpty() && open.size() < before);
    }

    private void stopWhatIsGone() {
        for (Running one : running.all()) {
            Path file = one.text().file();
            if (Files.exists(file)) {
                continue;
            }
            if (isHubs(file)) {
                needsRestart(file, "the file is gone");
                continue;
            }
            try (Swapping.Over end = swapping.begin()) {
                running.stop(file);
            }
            states.forget(file);
            LOG.info("route file gone, its routes are removed file={}", file);
        }
        states.failures().stream()
                .map(state -> Path.of(state.file()))
                .filter(file -> file.startsWith(folder) && running.of(file) == null && !Files.exists(file))
                .forEach(states::forget);
    }

    private boolean differs(Path file) {
        Running now = running.of(file);
        if (now == null || !now.text().isOnDisk()) {
            return true;
        }
        if (states.isFailure(file)) {
            states.unchanged(file, now.loaded().routes());
        }
        return false;
    }

    /** Whether the file need not be looked at again in this round. */
    private boolean reloadFile(Path file, Kamelets kamelets, Errors errors) {
        if (isHubs(file)) {
            needsRestart(file, "the hub's own routes carry what is under way");
            return true;
        }
        try {
            errors.refuse(file);
            RouteText text = RouteText.read(file);
            running.tryOut(List.of(text));
            try (Swapping.Over end = swapping.begin()) {
                running.replace(List.of(text), null, kamelets);
            }
            return true;
        } catch (IOException | RuntimeException | RouteTrial.Refused | ReplaceFailed e) {
            states.refuse(file, Reasons.deepest(e), running.routesOf(file));
            return false;
        }
    }

    /** All files that use a Kamelet get its new version, or none. */
    private void reloadKamelet(String name, Kamelets kamelets, Errors errors) {
        Path file = kamelets.file(name);
        List<RouteText> users = running.all().stream()
                .filter(one -> one.kamelets().contains(name))
                .map(Running::text)
                .toList();
        if (users.stream().anyMatch(user -> isHubs(user.file()))) {
            needsRestart(file, "the hub's own routes use it");
            return;
        }
        try {
            errors.refuse(file);
            List<RouteText> next = tryOutWith(users);
            try (Swapping.Over end = swapping.begin()) {
                running.replace(next, name, kamelets);
            }
            kameletsInUse.compute(name, (key, old) -> kamelets.texts().get(key));
            states.runs(file, List.of());
            LOG.info("Kamelet loaded file={} used_by={}", file, users.size());
        } catch (RouteTrial.Refused e) {
            refuseKamelet(file, name, e.file().file() + " would not run: " + e.getMessage());
        } catch (IOException | RuntimeException | ReplaceFailed e) {
            refuseKamelet(file, name, Reasons.deepest(e));
        }
    }

    private void refuseKamelet(Path file, String name, String reason) {
        states.refuse(file, reason, kameletsInUse.containsKey(name) ? List.of() : null);
    }

    /** A Kamelet and files that use it may be edited together. */
    private List<RouteText> tryOutWith(List<RouteText> users) throws IOException, RouteTrial.Refused {
        try {
            running.tryOut(users);
            return users;
        } catch (RouteTrial.Refused e) {
            List<RouteText> edited = new ArrayList<>();
            for (RouteText user : users) {
                edited.add(RouteText.read(user.file()));
            }
            running.tryOut(edited);
            return edited;
        }
    }

    private void needsRestart(Path file, String why) {
        List<String> routes = running.routesOf(file);
        states.needsRestart(
                file, why + ": restart the hub for this to take effect", Objects.requireNonNullElse(routes, List.of()));
    }

    private boolean isHubs(Path file) {
        return file.startsWith(folder.resolve(HUB));
    }

    private Kamelets kamelets() {
        return new Kamelets(folder.resolve("kamelets"));
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (String part : FOLDERS) {
            Path of = folder.resolve(part);
            if (!Files.isDirectory(of)) {
                continue;
            }
            try (Stream<Path> all = Files.list(of)) {
                all.filter(file -> file.toString().endsWith(".camel.yaml"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException("The routes folder " + of + " cannot be read", e);
            }
        }
        return files;
    }
}
