package io.caravanserai.behaviour;

import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Payloads that come again, as callers send them who did not get the answer: they are told what they were told. */
final class Repeats {
    private Repeats() {}

    /** Ends the transaction of a payload whose events are all in the store; nothing of it is to be kept. */
    static final class Repeated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Repeated() {
            super("repeated", null, false, false);
        }
    }

    /** The id of an event of the hub's own, made from the event that caused it so that a repeat finds it. */
    static String systemId(String source, String cause, String type) {
        return UUID.nameUUIDFromBytes((source + "\n" + cause + "\n" + type).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What was told about these events when they came first; empty when they were erased meanwhile. */
    static Optional<BehaviourStore.Kept> told(Connection connection, Identity.Claim claim, List<String> events)
            throws SQLException {
        Set<String> ids = ids(connection, claim.sourceId(), events);
        return Sql.first(
                connection,
                """
                SELECT e.session_id, COALESCE(p.merged_into, e.profile_id)
                FROM behaviour_event e LEFT JOIN profile p ON p.id = e.profile_id
                WHERE e.source_id = ? AND e.id = ?""",
                row -> new BehaviourStore.Kept(
                        row.getString(1), claim.answered(Optional.ofNullable(row.getString(2))), List.copyOf(ids)),
                claim.sourceId(),
                events.get(0));
    }

    /** The events, and those of the hub's own that they caused. */
    private static Set<String> ids(Connection connection, String source, List<String> events) throws SQLException {
        Set<String> made = new LinkedHashSet<>();
        for (String event : events) {
            Visit.SYSTEM_EVENTS.forEach(type -> made.add(systemId(source, event, type)));
        }
        made.retainAll(new HashSet<>(Sql.listIn(
                connection,
                "SELECT id FROM behaviour_event WHERE source_id = ? AND id IN",
                row -> row.getString(1),
                made,
                source)));
        Set<String> ids = new LinkedHashSet<>(events);
        ids.addAll(made);
        return ids;
    }
}
