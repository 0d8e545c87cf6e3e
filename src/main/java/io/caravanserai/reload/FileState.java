package io.caravanserai.reload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a route file, a Kamelet or a mapping folder stands.
 *
 * @param file its path, as the folder was named to the hub
 * @param reason why it does not run as it stands on disk; empty when it does
 * @param checkedUtc when it was last looked at because it, or something it depends on, had changed
 * @param loadedUtc when what runs was loaded; null when nothing of it runs
 * @param routes ids of the routes it declares that run
 */
public record FileState(
        String file, Status status, String reason, String checkedUtc, @Nullable String loadedUtc, List<String> routes) {
    /** What runs of a file. */
    public enum Status {
        /** What is on disk runs. */
        RUNNING,
        /** What is on disk was refused; what ran before goes on. */
        PREVIOUS_RUNS,
        /** What is on disk was refused, and nothing of it runs. */
        SET_ASIDE,
        /** What is on disk runs after a restart. */
        RESTART_NEEDED;

        /** The word for people and scripts, such as {@code previous_runs}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FileState {
        routes = List.copyOf(routes);
    }
}
