package io.caravanserai.intake;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one carrier that could not be taken so far. Each reason is logged once, and a file that was tried often
 * enough is an alert until it is taken or gone; it is tried on, since the carrier may mend it.
 */
final class StuckFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StuckFiles.class);

    private final String carrier;
    private final int tries;
    private final Alerts alerts;
    private final Map<String, Trouble> troubles = new HashMap<>();

    private String unpublished = "";
    private long taken;

    /** @param takenBefore how many files had been taken when it failed last */
    private record Trouble(String name, int tried, String reason, long takenBefore) {}

    /** @param tries after so many failures a file is an alert */
    StuckFiles(String carrier, int tries, Alerts alerts) {
        this.carrier = carrier;
        this.tries = tries;
        this.alerts = alerts;
    }

    /** Whether it failed before: it goes alone then, since it may be the reason why others failed. */
    boolean isSuspect(String key) {
        return troubles.containsKey(key);
    }

    /**
     * A file could not be taken.
     *
     * @param name its path at the carrier
     */
    void failed(String key, String name, Throwable failure) {
        String reason = String.valueOf(SftpTrouble.root(failure).getMessage());
        Trouble before = troubles.get(key);
        int tried = before == null ? 1 : before.tried() + 1;
        troubles.put(key, new Trouble(name, tried, reason, taken));
        if (before == null || !before.reason().equals(reason)) {
            LOG.warn(
                    "file not finished, what was not taken is tried again carrier={} file={} reason={}",
                    carrier,
                    name,
                    reason);
        }
        if (tried == tries) {
            alerts.raise(
                    AlertKind.FILE_STUCK,
                    subject(name),
                    "could not be taken in " + tries + " tries (" + reason
                            + "); other files go on: ask the carrier to mend or remove it");
        }
    }

    /**
     * A file could not be published. That is its own fault only when it went alone and others were taken meanwhile; as a
     * rule Kafka is away.
     */
    void notPublished(String key, String name, boolean alone, Throwable failure) {
        Trouble before = troubles.get(key);
        if (alone && before != null && taken > before.takenBefore()) {
            failed(key, name, failure);
            return;
        }
        String reason = String.valueOf(SftpTrouble.root(failure).getMessage());
        troubles.put(key, new Trouble(name, before == null ? 0 : before.tried(), reason, taken));
        if (!reason.equals(unpublished)) {
            unpublished = reason;
            LOG.warn(
                    "files not published, they stay and are tried again carrier={} first={} reason={}",
                    carrier,
                    name,
                    reason);
        }
    }

    void taken(String key) {
        taken++;
        unpublished = "";
        clear(troubles.remove(key));
    }

    /** Forgets files that the carrier lists no more. */
    void keepOnly(Collection<String> listed) {
        troubles.entrySet().removeIf(entry -> {
            boolean gone = !listed.contains(entry.getKey());
            if (gone) {
                clear(entry.getValue());
            }
            return gone;
        });
    }

    private void clear(@Nullable Trouble trouble) {
        if (trouble != null && trouble.tried() >= tries) {
            alerts.clear(AlertKind.FILE_STUCK, subject(trouble.name()));
        }
    }

    private String subject(String name) {
        return carrier + ":" + name;
    }
}
