package io.caravanserai.backup;

import java.util.regex.Pattern;

/**
 * The files of the embedded broker that a copy needs: its logs, and what says which topics they are. The rest it makes
 * anew as after a crash, and must: an index, or a note that all is in order, tells of more than a log that was copied a
 * moment before has.
 */
final class BrokerFiles {
    private static final Pattern NEEDED = Pattern.compile(
            "meta\\.properties|bootstrap\\.checkpoint|[^/]+/(\\d+\\.log|\\d+-\\d+\\.checkpoint|quorum-state|partition\\.metadata|leader-epoch-checkpoint)");
    /** Offsets that were committed after the store was copied would skip what the copy lacks. */
    private static final Pattern COMMITTED = Pattern.compile("__consumer_offsets-\\d+/.*");

    private BrokerFiles() {}

    /**
     * @param path relative to the broker's folder
     * @param running whether the broker is at work
     */
    static boolean needed(String path, boolean running) {
        return NEEDED.matcher(path).matches()
                && !(running && COMMITTED.matcher(path).matches());
    }
}
