package io.caravanserai.reload;

import io.caravanserai.reload.FileState.Status;
import io.caravanserai.secret.SecretMask;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of every file when it was last loaded, for the log and for operators. */
public final class FileStates {
    private static final Logger LOG = LoggerFactory.getLogger(FileStates.class);

    private final Map<Path, FileState> states = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public FileStates(Clock clock) {
        this.clock = clock;
    }

    /** All of them, by path. */
    public List<FileState> all() {
        return List.copyOf(states.values());
    }

    /** Those that do not run as they stand on disk. */
    public List<FileState> failures() {
        return states.values().stream()
                .filter(state -> state.status() != Status.RUNNING)
                .toList();
    }

    /** Whether what is on disk does not run. */
    boolean isFailure(Path file) {
        FileState state = states.get(file);
        return state != null && state.status() != Status.RUNNING;
    }

    /** What is on disk runs now. */
    void runs(Path file, List<String> routes) {
        String now = now();
        states.put(file, new FileState(file.toString(), Status.RUNNING, "", now, now, routes));
    }

    /** What is on disk is what ran all the time. */
    void unchanged(Path file, List<String> routes) {
        FileState before = states.get(file);
        String now = now();
        @Nullable String loaded = before == null ? now : before.loadedUtc();
        states.put(file, new FileState(file.toString(), Status.RUNNING, "", now, loaded, routes));
    }

    /**
     * What is on disk cannot be used.
     *
     * @param running ids of the routes that go on, null when nothing of the file runs
     */
    void refuse(Path file, String words, @Nullable List<String> running) {
        String reason = SecretMask.ofProcess().mask(words);
        FileState before = states.get(file);
        @Nullable String loaded = running == null || before == null ? null : before.loadedUtc();
        Status status = running == null ? Status.SET_ASIDE : Status.PREVIOUS_RUNS;
        states.put(
                file,
                new FileState(file.toString(), status, reason, now(), loaded, running == null ? List.of() : running));
        boolean isNews =
                before == null || before.status() != status || !before.reason().equals(reason);
        if (isNews && running == null) {
            LOG.error("set aside, everything else runs file={} reason={}", file, reason);
        } else if (isNews) {
            LOG.error("refused, what ran before goes on file={} reason={}", file, reason);
        }
    }

    /** What is on disk cannot be taken over while the hub runs. */
    void needsRestart(Path file, String reason, List<String> running) {
        FileState before = states.get(file);
        @Nullable String loaded = before == null ? null : before.loadedUtc();
        if (before == null || before.status() != Status.RESTART_NEEDED) {
            LOG.warn("restart needed file={} reason={}", file, reason);
        }
        states.put(file, new FileState(file.toString(), Status.RESTART_NEEDED, reason, now(), loaded, running));
    }

    private String now() {
        return clock.instant().toString();
    }

    void forget(Path file) {
        states.remove(file);
    }
}
