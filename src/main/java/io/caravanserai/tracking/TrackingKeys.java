package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.KeyLocks;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds the numbers of shipments. Events that came before their shipment are joined now: they go to the {@link Outbox}
 * in their order, in the transaction that adds the number, so a customer is told the whole journey.
 */
public final class TrackingKeys {
    private static final String INSERT =
            """
            INSERT INTO tracking_key (carrier_id, key_value, shipment_id, parcel_id, account_number, kind, created_at)
            VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING""";

    private final Dialect dialect;
    private final Outbox outbox;

    public TrackingKeys(Dialect dialect, Outbox outbox) {
        this.dialect = dialect;
        this.outbox = outbox;
    }

    /**
     * Makes transactions about these numbers wait for each other; call it before looking whether a number is known.
     *
     * @param valuesByCarrier all numbers that the transaction is about, so that the locks are taken in one order
     */
    public void lock(Connection connection, Map<String, List<String>> valuesByCarrier) throws SQLException {
        List<String> all = new ArrayList<>();
        valuesByCarrier.forEach((carrier, values) -> values.forEach(value -> all.add(carrier + ":" + value)));
        KeyLocks.take(connection, dialect, all);
    }

    /**
     * Adds numbers of shipments and parcels that are in the store already.
     *
     * @return messages to be published after the commit
     */
    public List<Outbox.Notification> add(Connection connection, List<TrackingKey> keys, long now) throws SQLException {
        KeyLocks.take(
                connection,
                dialect,
                keys.stream().map(key -> key.carrierId() + ":" + key.value()).toList());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (TrackingKey key : keys) {
            rows.add(new @Nullable Object[] {
                key.carrierId(),
                key.value(),
                key.shipmentId(),
                key.parcelId(),
                key.accountNumber(),
                key.kind().word(),
                now
            });
        }
        Sql.batch(connection, INSERT, rows);
        List<ShipmentEvent> news = new ArrayList<>();
        for (Map.Entry<String, List<TrackingKey>> carrier : keys.stream()
                .collect(Collectors.groupingBy(TrackingKey::carrierId))
                .entrySet()) {
            news.addAll(kept(connection, carrier.getKey(), carrier.getValue(), now));
        }
        return news.isEmpty() ? List.of() : outbox.write(connection, news);
    }

    private static List<ShipmentEvent> kept(Connection connection, String carrier, List<TrackingKey> keys, long now)
            throws SQLException {
        Set<String> added = new HashSet<>();
        keys.forEach(key -> added.add(key.shipmentId()));
        Set<String> values = new LinkedHashSet<>();
        keys.forEach(key -> values.add(key.value()));
        Map<String, List<Target>> targets = Target.find(connection, carrier, values).stream()
                .collect(Collectors.groupingBy(target -> target.key().value()));
        Map<String, Map<String, Target>> byNumber = new LinkedHashMap<>();
        targets.forEach((value, all) -> all.stream()
                .filter(target -> target.key().kind() != TrackingKey.Kind.REFERENCE)
                .filter(target -> added.contains(target.key().shipmentId()))
                .forEach(target -> byNumber.computeIfAbsent(value, any -> new LinkedHashMap<>())
                        .put(target.key().shipmentId(), target)));
        List<Target> learned = learn(connection, carrier, targets, added, byNumber);
        Recipients.learn(connection, learned, now);

        List<ShipmentEvent> news = new ArrayList<>();
        for (TrackingEvent event : EventRows.of(connection, carrier, byNumber.keySet())) {
            byNumber.getOrDefault(event.carrierTrackingId(), Map.of())
                    .values()
                    .forEach(target -> news.add(target.news(event)));
        }
        return news;
    }

    /** Numbers that came in events beside one of the added values, by the rules of {@link Recipients}. */
    private static List<Target> learn(
            Connection connection,
            String carrier,
            Map<String, List<Target>> targets,
            Set<String> added,
            Map<String, Map<String, Target>> byNumber)
            throws SQLException {
        List<String[]> seen = Sql.listIn(
                connection,
                "SELECT key_value, carrier_tracking_id FROM tracking_event_reference WHERE carrier_id = ? AND key_value IN",
                row -> new String[] {row.getString(1), row.getString(2)},
                targets.keySet(),
                carrier);
        if (seen.isEmpty()) {
            return List.of();
        }
        Set<List<String>> taken = Target.find(
                        connection, carrier, seen.stream().map(pair -> pair[1]).toList())
                .stream()
                .filter(target -> target.key().kind() != TrackingKey.Kind.REFERENCE)
                .map(target -> List.of(target.key().value(), target.key().accountNumber()))
                .collect(Collectors.toSet());
        List<Target> learned = new ArrayList<>();
        for (String[] pair : seen) {
            List<Target> candidates = targets.getOrDefault(pair[0], List.of());
            for (Target target : candidates) {
                boolean reference = target.key().kind() == TrackingKey.Kind.REFERENCE;
                boolean counts = !reference
                        || (Recipients.isAlone(candidates)
                                && !taken.contains(List.of(pair[1], target.key().accountNumber())));
                Target more = target.by(pair[1]);
                if (counts
                        && added.contains(target.key().shipmentId())
                        && byNumber.computeIfAbsent(pair[1], any -> new LinkedHashMap<>())
                                        .putIfAbsent(target.key().shipmentId(), more)
                                == null) {
                    learned.add(more);
                }
            }
        }
        return learned;
    }
}
