package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps payloads: session, profile and events in one transaction, so that either all of it counts or nothing. What is
 * kept waits in the same transaction for its way to the topic {@code behaviour.events}.
 */
public final class BehaviourStore {
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
        Identity.Claim claim = claim(payload, source, profileLess, passed);
        return database.writeAsync(work(payload, claim))
                .whenComplete((kept, failure) -> news.run())
                .exceptionallyComposeAsync(failure -> failure.getCause() instanceof Repeats.Repeated
                        ? database.writeAsync(told(payload, claim))
                                .thenCompose(first -> first.map(CompletableFuture::completedFuture)
                                        .orElseGet(() -> keep(payload, source, profileLess, passed)))
                        : CompletableFuture.failedFuture(failure));
    }

    /** What was told when the events of the payload came first; asked for as a write, it is durable by then. */
    private static Sql.Work<Optional<Kept>> told(TrackerPayload payload, Identity.Claim claim) {
        List<String> ids = kept(payload).map(TrackerEvent::id).toList();
        return connection -> Repeats.told(connection, claim, ids);
    }

    private static Stream<TrackerEvent> kept(TrackerPayload payload) {
        return payload.options().saveEvents() ? payload.events().stream().filter(TrackerEvent::save) : Stream.empty();
    }

    private static Identity.Claim claim(
            TrackerPayload payload, EventSource source, boolean profileLess, Optional<String> passed) {
        TrackerPayload.Options options = payload.options();
        return new Identity.Claim(
                source.id(),
                payload.sessionId(),
                passed.or(payload::profileId),
                source.config().staticProfile(),
                profileLess,
                options.saveSession(),
                options.saveProfile(),
                Json.text(payload.context()),
                !payload.events().isEmpty());
    }

    private Sql.Work<Kept> work(TrackerPayload payload, Identity.Claim claim) {
        long now = clock.millis();
        return connection -> keep(connection, payload, claim, now);
    }

    private static Kept keep(Connection connection, TrackerPayload payload, Identity.Claim claim, long now)
            throws SQLException {
        Visit visit = Identity.resolve(connection, claim, now);
        Set<String> ids = new LinkedHashSet<>();
        Set<String> repeated = new HashSet<>();
        List<TrackerEvent> events = kept(payload).toList();
        for (TrackerEvent event : events) {
            if (!insert(connection, event, claim.sourceId(), visit, now) && !ids.contains(event.id())) {
                repeated.add(event.id());
            }
            ids.add(event.id());
        }
        if (!ids.isEmpty() && repeated.size() == ids.size()) {
            throw new Repeats.Repeated();
        }
        if (claim.saveSession()) {
            if (payload.options().saveEvents()) {
                Optional<String> cause =
                        ids.stream().filter(id -> !repeated.contains(id)).findFirst();
                for (String type : visit.systemEvents()) {
                    String id = cause.map(event -> Repeats.systemId(claim.sourceId(), event, type))
                            .orElseGet(() -> Ids.next(now));
                    insert(connection, system(id, type, payload.context(), now), claim.sourceId(), visit, now);
                    ids.add(id);
                }
            }
            SessionRows sessions = new SessionRows(connection, claim.sourceId(), now);
            if (payload.events().stream()
                    .anyMatch(event -> event.type().equals(Visit.VISIT_ENDED) && !repeated.contains(event.id()))) {
                sessions.endVisit(visit.sessionId());
            }
            if (visit.before().isPresent()) {
                sessions.touch(visit.sessionId(), visit.before().get(), payload.context());
            }
        }
        return new Kept(visit.sessionId(), visit.answeredId(), List.copyOf(ids));
    }

    private static TrackerEvent system(String id, String type, ObjectNode context, long now) {
        return new TrackerEvent(
                id, type, type, now, Json.mapper().createObjectNode(), context, List.of(), true, true, false, true);
    }

    /** Whether it is new to the store. */
    private static boolean insert(Connection connection, TrackerEvent event, String source, Visit visit, long now)
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
            Sql.update(connection, "INSERT INTO behaviour_outbox (seq) VALUES (?)", stored.get());
        }
        return stored.isPresent();
    }
}
