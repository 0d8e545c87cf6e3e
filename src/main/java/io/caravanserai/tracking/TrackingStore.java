package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import io.caravanserai.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Post tracking. A batch of events is one transaction: each new event is kept, moves the status of its tracking number,
 * and is written to the {@link Outbox} for every shipment it concerns. The same event again changes nothing.
 */
public final class TrackingStore {
    /** By instant, then by rank: the order in which a journey is told. */
    static final Comparator<TrackingEvent> ORDER = Comparator.comparingLong(TrackingEvent::occurredAt)
            .thenComparingInt(TrackingEvent::rank)
            .thenComparing(event -> event.event().id());

    private static final Logger LOG = LoggerFactory.getLogger(TrackingStore.class);

    private final Database database;
    private final Outbox outbox;
    private final Clock clock;

    public TrackingStore(Database database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Keeps a batch; durable when this returns. Events that the store can never keep come back as failures, all others
     * are kept.
     *
     * @throws StoreException when the database is in trouble: nothing was decided about events not yet kept, so the same
     *     batch must be given again
     */
    public Applied apply(List<TrackingEvent> events) {
        if (events.isEmpty()) {
            return Applied.NOTHING;
        }
        try {
            return database.write(connection -> apply(connection, events));
        } catch (RuntimeException e) {
            if (!blamesAnEvent(e)) {
                throw e;
            }
            LOG.warn(
                    "a batch of events failed and is kept one by one events={} reason={}", events.size(), e.toString());
            return oneByOne(events);
        }
    }

    /** Trouble of the database is not the event's fault; a value it refuses, or one that breaks our code, is. */
    private static boolean blamesAnEvent(RuntimeException e) {
        return !(e instanceof StoreException trouble) || trouble.isDataFault();
    }

    private Applied oneByOne(List<TrackingEvent> events) {
        List<Outbox.Notification> notifications = new ArrayList<>();
        List<Applied.Failure> failures = new ArrayList<>();
        List<TrackingEvent> kept = new ArrayList<>();
        int duplicates = 0;
        for (TrackingEvent event : events) {
            try {
                Applied one = database.write(connection -> apply(connection, List.of(event)));
                notifications.addAll(one.notifications());
                kept.addAll(one.kept());
                duplicates += one.duplicates();
            } catch (RuntimeException e) {
                if (!blamesAnEvent(e)) {
                    throw e;
                }
                failures.add(new Applied.Failure(event, "the store cannot keep this event: " + e.getMessage()));
            }
        }
        return new Applied(notifications, failures, kept, duplicates);
    }

    private Applied apply(Connection connection, List<TrackingEvent> events) throws SQLException {
        KeyLocks.take(connection, database.dialect(), lockedKeys(events));
        List<TrackingEvent> fresh = unknown(connection, events);
        if (fresh.isEmpty()) {
            return new Applied(List.of(), List.of(), List.of(), events.size());
        }
        long now = clock.millis();
        Set<String> replacedNow = fresh.stream()
                .map(event -> event.event().replaces())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> replaced = new HashSet<>(replacedNow);
        replaced.addAll(EventRows.replaced(
                connection, fresh.stream().map(TrackingStore::id).toList()));
        Standing standing = Standing.read(connection, fresh, EventRows.numbers(connection, replacedNow));
        List<TrackingEvent> kept = fresh.stream()
                .map(event -> standing.move(event, replaced.contains(id(event))))
                .toList();
        EventRows.insert(connection, kept, now);
        standing.write(connection, now);
        UnmappedCodes.count(connection, kept, now);
        List<ShipmentEvent> news = Recipients.of(connection, kept, now);
        return new Applied(outbox.write(connection, news), List.of(), kept, events.size() - kept.size());
    }

    /** Each event once, without those the store has, in their order. */
    private static List<TrackingEvent> unknown(Connection connection, List<TrackingEvent> events) throws SQLException {
        Map<String, TrackingEvent> byId = new LinkedHashMap<>();
        events.stream().sorted(ORDER).forEach(event -> byId.putIfAbsent(id(event), event));
        byId.keySet().removeAll(EventRows.known(connection, List.copyOf(byId.keySet())));
        return List.copyOf(byId.values());
    }

    /** Whoever adds a tracking key takes the same locks, so that an event and its shipment cannot miss each other. */
    private static Collection<String> lockedKeys(List<TrackingEvent> events) {
        Set<String> keys = new TreeSet<>();
        for (TrackingEvent event : events) {
            keys.add(event.topicKey());
            event.carrierReferences().forEach(reference -> keys.add(event.carrierId() + ":" + reference));
        }
        return keys;
    }

    private static String id(TrackingEvent event) {
        return event.event().id();
    }
}
