package io.caravanserai.partner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route by which a partner is reached.
 *
 * @param way how, such as webhook, poll, sftp
 * @param pausable whether an operator may pause it
 * @param pausedUtc since when it is paused; null while it is not
 * @param pauseReason as the operator said it
 * @param health UP or DOWN of a server that is polled; null before its first poll, and for others
 * @param healthReason what is wrong and what to do; null while nothing is
 * @param schedule when it is at work, for people
 * @param server where, with user and folder; null when the partner calls
 * @param hostKey fingerprint of the key that is trusted for the server; null when none is, or none is needed
 * @param credentials what it needs, never their values
 * @param lastUtc when this node last worked for it; null before
 */
public record RouteLine(
        String id,
        @Nullable String description,
        String way,
        String status,
        boolean pausable,
        @Nullable String pausedUtc,
        @Nullable String pauseReason,
        @Nullable String health,
        @Nullable String healthReason,
        String schedule,
        @Nullable String server,
        @Nullable String hostKey,
        List<Credential> credentials,
        @Nullable String lastUtc,
        long count,
        long failed) {
    public RouteLine {
        credentials = List.copyOf(credentials);
    }

    /**
     * Something that lets the hub in, or a partner.
     *
     * @param name as the route calls it, such as password
     * @param where it must be: env:NAME or a file
     * @param present whether it is there
     */
    public record Credential(String name, String where, boolean present) {}
}
