package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shipments that events concern: by their tracking number, or by another number they carry. A number met
 * beside a known one is learned. A sender's reference counts only while one shipment alone has it, since references such
 * as an order number may be the same at two customers.
 */
final class Recipients {
    private static final String LEARN =
            """
            INSERT INTO tracking_key (carrier_id, key_value, shipment_id, parcel_id, account_number, kind, created_at)
            VALUES (?,?,?,?,?,'learned',?) ON CONFLICT DO NOTHING""";

    private Recipients() {}

    /** What to tell whom about these events, in their order. */
    static List<ShipmentEvent> of(Connection connection, List<TrackingEvent> events, long now) throws SQLException {
        Map<String, List<Target>> byNumber = new HashMap<>();
        for (Map.Entry<String, List<TrackingEvent>> carrier : events.stream()
                .collect(Collectors.groupingBy(TrackingEvent::carrierId))
                .entrySet()) {
            find(connection, carrier.getKey(), carrier.getValue(), now)
                    .forEach((number, targets) -> byNumber.put(carrier.getKey() + ":" + number, targets));
        }
        List<ShipmentEvent> news = new ArrayList<>();
        for (TrackingEvent event : events) {
            byNumber.getOrDefault(event.topicKey(), List.of()).forEach(target -> news.add(target.news(event)));
        }
        return news;
    }

    private static Map<String, List<Target>> find(
            Connection connection, String carrier, List<TrackingEvent> events, long now) throws SQLException {
        Set<String> values = new LinkedHashSet<>();
        for (TrackingEvent event : events) {
            values.add(event.carrierTrackingId());
            values.addAll(event.carrierReferences());
        }
        Map<String, List<Target>> known = Target.find(connection, carrier, values).stream()
                .collect(Collectors.groupingBy(target -> target.key().value()));
        Map<String, List<Target>> found = new LinkedHashMap<>();
        List<Target> learned = new ArrayList<>();
        for (TrackingEvent event : events) {
            List<Target> own = found.computeIfAbsent(
                    event.carrierTrackingId(),
                    number -> new ArrayList<>(known.getOrDefault(number, List.of()).stream()
                            .filter(target -> target.key().kind() != TrackingKey.Kind.REFERENCE)
                            .toList()));
            for (Target more : byOtherNumbers(event, known, own)) {
                own.add(more);
                learned.add(more);
            }
        }
        learn(connection, learned, now);
        return found;
    }

    private static List<Target> byOtherNumbers(
            TrackingEvent event, Map<String, List<Target>> known, Collection<Target> own) {
        Set<String> shipments = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        own.forEach(target -> {
            shipments.add(target.key().shipmentId());
            accounts.add(target.key().accountNumber());
        });
        List<Target> more = new ArrayList<>();
        for (String reference : event.carrierReferences()) {
            List<Target> targets = known.getOrDefault(reference, List.of());
            for (Target target : targets) {
                boolean counts = target.key().kind() == TrackingKey.Kind.REFERENCE
                        ? isAlone(targets) && !accounts.contains(target.key().accountNumber())
                        : true;
                if (counts && shipments.add(target.key().shipmentId())) {
                    accounts.add(target.key().accountNumber());
                    more.add(target.by(event.carrierTrackingId()));
                }
            }
        }
        return more;
    }

    /** Whether one shipment alone has the reference that led here. */
    static boolean isAlone(List<Target> targets) {
        return targets.stream()
                        .filter(target -> target.key().kind() == TrackingKey.Kind.REFERENCE)
                        .count()
                == 1;
    }

    static void learn(Connection connection, Collection<Target> targets, long now) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Target target : targets) {
            TrackingKey key = target.key();
            rows.add(new @Nullable Object[] {
                key.carrierId(), key.value(), key.shipmentId(), key.parcelId(), key.accountNumber(), now
            });
        }
        Sql.batch(connection, LEARN, rows);
    }
}
