package io.caravanserai.behaviour;

import io.caravanserai.retention.Expiry;
import java.util.List;

/** When events of visitors are kept no longer; a session goes after its last event, a profile after its last session. */
public final class BehaviourExpiry {
    /** In this order. */
    public static final List<Expiry> ALL = List.of(
            Expiry.archived("behaviour-events", "behaviour_event", List.of("seq"), "stored_at")
                    .where("NOT EXISTS (SELECT 1 FROM behaviour_outbox o WHERE o.seq = behaviour_event.seq)"),
            Expiry.archived("behaviour-sessions", "behaviour_session", List.of("id"), "updated_at")
                    .where("NOT EXISTS (SELECT 1 FROM behaviour_event e WHERE e.session_id = behaviour_session.id)"),
            Expiry.archived("behaviour-profiles", "profile", List.of("id"), "updated_at")
                    .where(
                            """
                            NOT EXISTS (SELECT 1 FROM behaviour_session s WHERE s.profile_id = profile.id)
                            AND NOT EXISTS (SELECT 1 FROM behaviour_event e WHERE e.profile_id = profile.id)
                            AND NOT EXISTS (SELECT 1 FROM profile m WHERE m.merged_into = profile.id)"""));

    private BehaviourExpiry() {}
}
