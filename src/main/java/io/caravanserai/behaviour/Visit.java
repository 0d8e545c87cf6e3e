package io.caravanserai.behaviour;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose events these are.
 *
 * @param sessionId the one sent, else a new one
 * @param before the session as it was in the store; empty when this call made it or it is not kept
 * @param profileId under which events are kept; empty when profile-less
 * @param answeredId the profile the caller is told: its own id where a static source insists on it
 * @param newProfile whether the profile is new
 * @param opened whether the session is new, or new again since its profile is gone
 * @param visit whether a visit begins
 */
record Visit(
        String sessionId,
        Optional<SessionRow> before,
        Optional<String> profileId,
        Optional<String> answeredId,
        boolean newProfile,
        boolean opened,
        boolean visit) {
    static final String PROFILE_CREATED = "profile-created";
    static final String SESSION_OPENED = "session-opened";
    static final String VISIT_STARTED = "visit-started";
    /** The events the hub adds, in their order. */
    static final List<String> SYSTEM_EVENTS = List.of(PROFILE_CREATED, VISIT_STARTED, SESSION_OPENED);
    /** A session that got it begins another visit with its next event. */
    static final String VISIT_ENDED = "visit-ended";

    /** Those of {@link #SYSTEM_EVENTS} that are due. */
    List<String> systemEvents() {
        return Stream.of(newProfile ? PROFILE_CREATED : "", visit ? VISIT_STARTED : "", opened ? SESSION_OPENED : "")
                .filter(type -> !type.isEmpty())
                .toList();
    }

    Visit withNewProfile() {
        return new Visit(sessionId, before, profileId, answeredId, true, opened, visit);
    }
}
