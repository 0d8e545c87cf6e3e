package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps payloads: session, profile and events in one transaction, so that either all of it counts or nothing. What is
 * kept waits in the same transaction for its way to the topic {@code behaviour.events}.
 */
public final class BehaviourStore {
    /** That often a session in use is marked as such. */
    private static final long TOUCH_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Database database;
    private final Runnable news;
    private final Clock clock;

    /**
     * @param news called after each commit: events wait to be published
     */
    public BehaviourStore(Database database, Runnable news, Clock clock) {
        this.database = database;
        this.news = news;
        this.clock = clock;
    }

    /**
     * What became of a payload.
     *
     * @param profileId what the caller is told; empty when profile-less
     * @param eventIds of the events kept, those of the hub at the end; a repeated event counts as kept
     */
    public record Kept(String sessionId, Optional<String> profileId, List<String> eventIds) {}

    /** Keeps one payload of a source; durable when the future completes. */
    CompletableFuture<Kept> keep(
            TrackerPayload payload, EventSource source, boolean profileLess, Optional<String> passed) {
        return database.writeAsync(work(payload, source, profileLess, passed))
                .whenComplete((kept, failure) -> news.run());
    }

    private Sql.Work<Kept> work(
            TrackerPayload payload, EventSource source, boolean profileLess, Optional<String> passed) {
        long now = clock.millis();
        TrackerPayload.Options options = payload.options();
        Identity.Claim claim = new Identity.Claim(
                source.id(),
                payload.sessionId(),
                passed.or(payload::profileId),
                source.config().staticProfile(),
                profileLess,
                options.saveSession(),
                options.saveProfile(),
                Json.text(payload.context()));
        return connection -> keep(connection, payload, claim, now);
    }

    private static Kept keep(Connection connection, TrackerPayload payload, Identity.Claim claim, long now)
            throws SQLException {
        Visit visit = Identity.resolve(connection, claim, now);
        List<TrackerEvent> events = new ArrayList<>();
        if (payload.options().saveEvents()) {
            payload.events().stream().filter(TrackerEvent::save).forEach(events::add);
            if (claim.saveSession()) {
                visit.systemEvents().forEach(type -> events.add(system(type, payload.context(), now)));
            }
        }
        List<String> ids = new ArrayList<>();
        for (TrackerEvent event : events) {
            insert(connection, event, claim.sourceId(), visit, now);
            ids.add(event.id());
        }
        if (claim.saveSession()) {
            touch(new SessionRows(connection, claim.sourceId(), now), payload, visit, now);
        }
        return new Kept(visit.sessionId(), visit.answeredId(), List.copyOf(ids));
    }

    private static TrackerEvent system(String type, ObjectNode context, long now) {
        return new TrackerEvent(
                Ids.next(now),
                type,
                type,
                now,
                Json.mapper().createObjectNode(),
                context,
                List.of(),
                true,
                true,
                false,
                true);
    }

    private static void insert(Connection connection, TrackerEvent event, String source, Visit visit, long now)
            throws SQLException {
        Optional<Long> stored = Sql.first(
                connection,
                """
                INSERT INTO behaviour_event (source_id, id, type, session_id, profile_id, occurred_at, stored_at, body)
                VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (source_id, id) DO NOTHING RETURNING seq""",
                row -> row.getLong(1),
                source,
                event.id(),
                event.type(),
                visit.sessionId(),
                visit.profileId().orElse(null),
                event.created(),
                now,
                EventBody.of(event, source, visit, now));
        if (stored.isPresent()) {
            Sql.update(connection, "INSERT INTO behaviour_outbox (seq, claimed_until) VALUES (?,0)", stored.get());
        }
    }

    /** Adds what the payload says of the session's circumstances, and whether its visit is over. */
    private static void touch(SessionRows sessions, TrackerPayload payload, Visit visit, long now) throws SQLException {
        boolean ended = payload.events().stream().anyMatch(event -> event.type().equals(Visit.VISIT_ENDED));
        if (visit.before().isEmpty()) {
            if (ended) {
                sessions.end(visit.sessionId());
            }
            return;
        }
        SessionRow before = visit.before().get();
        String context = payload.context().isEmpty() ? before.context() : merged(before.context(), payload.context());
        boolean stale = now - before.updatedAt() > TOUCH_MILLIS;
        if (stale || ended != before.visitEnded() || !context.equals(before.context())) {
            sessions.update(visit.sessionId(), context, ended);
        }
    }

    private static String merged(String kept, ObjectNode said) {
        return Json.text(((ObjectNode) Json.kept(kept)).setAll(said));
    }
}
