package io.caravanserai.delivery;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What customers were told of a shipment by webhook, for operators. Messages are found by their ids, which follow from
 * what is told and to whom: no index over all of them is needed.
 */
public final class ShipmentDeliveries {
    /** An account has at most fifty that are served; more were deleted. */
    private static final int MOST_SUBSCRIPTIONS = 120;

    private ShipmentDeliveries() {}

    /**
     * A fact that customers are told.
     *
     * @param id of the tracking event, or of the end of label work
     * @param parcelId the parcel that it may be about; null when it is about the shipment
     */
    public record Fact(String id, @Nullable String parcelId) {}

    /**
     * One message to one endpoint.
     *
     * @param factId what it tells
     * @param status pending, delivered, dead or cancelled
     * @param nextAttemptUtc null unless it is pending
     * @param calls each attempt that is kept, the first one first
     */
    public record Told(
            String id,
            String factId,
            String subscriptionId,
            String endpoint,
            String kind,
            String status,
            int attempts,
            @Nullable String nextAttemptUtc,
            String createdUtc,
            @Nullable String deliveredUtc,
            @Nullable String lastError,
            List<Call> calls) {
        public Told {
            calls = List.copyOf(calls);
        }
    }

    /**
     * One attempt.
     *
     * @param httpStatus null when no answer came
     * @param error null when it went well
     * @param ms how long it took
     * @param answer how the receiver's answer begins
     */
    public record Call(String atUtc, @Nullable Integer httpStatus, @Nullable String error, long ms, String answer) {}

    /** What became of these facts of a shipment, in the order of their making. */
    public static List<Told> of(Connection connection, String account, String shipmentId, Collection<Fact> facts)
            throws SQLException {
        Map<String, String> factOf = ids(connection, account, shipmentId, facts);
        List<DeliveryStore.Line> lines =
                Sql.listIn(connection, DeliveryStore.COLUMNS + " d.id IN", DeliveryStore::line, factOf.keySet());
        Map<String, List<Call>> calls =
                calls(connection, lines.stream().map(DeliveryStore.Line::id).toList());
        return lines.stream()
                .sorted((a, b) -> Long.compare(a.seq(), b.seq()))
                .map(line -> told(
                        line, Objects.requireNonNull(factOf.get(line.id())), calls.getOrDefault(line.id(), List.of())))
                .toList();
    }

    /** One message by its id; what it tells is not known then. */
    static Optional<Told> byId(Connection connection, String id) throws SQLException {
        List<DeliveryStore.Line> lines =
                Sql.list(connection, DeliveryStore.COLUMNS + " d.id = ?", DeliveryStore::line, id);
        Map<String, List<Call>> calls = calls(connection, List.of(id));
        return lines.stream().findFirst().map(line -> told(line, "", calls.getOrDefault(id, List.of())));
    }

    /** The ids that messages about these facts have if there are any, each with its fact. */
    private static Map<String, String> ids(
            Connection connection, String account, String shipmentId, Collection<Fact> facts) throws SQLException {
        List<String[]> subscriptions = Sql.list(
                connection,
                """
                SELECT id, kind FROM subscription WHERE account_number = ?
                ORDER BY CASE status WHEN 'deleted' THEN 1 ELSE 0 END, created_at DESC, id LIMIT ?""",
                row -> new String[] {row.getString(1), row.getString(2)},
                account,
                MOST_SUBSCRIPTIONS);
        Map<String, String> ids = new LinkedHashMap<>();
        for (String[] subscription : subscriptions) {
            for (Fact fact : facts) {
                messageIds(subscription[0], subscription[1], shipmentId, fact).forEach(id -> ids.put(id, fact.id()));
            }
        }
        return ids;
    }

    private static Stream<String> messageIds(String subscription, String kind, String shipmentId, Fact fact) {
        if (Subscription.Kind.of(kind) == Subscription.Kind.SHIPMENT) {
            return Stream.of(NewDelivery.id(subscription, fact.id()));
        }
        String parcel = fact.parcelId();
        Stream<String> ofShipment = Stream.of(NewDelivery.id(subscription, fact.id(), shipmentId, ""));
        return parcel == null
                ? ofShipment
                : Stream.concat(ofShipment, Stream.of(NewDelivery.id(subscription, fact.id(), shipmentId, parcel)));
    }

    private static Map<String, List<Call>> calls(Connection connection, List<String> deliveries) throws SQLException {
        Map<String, List<Map.Entry<Integer, Call>>> found = new HashMap<>();
        Sql.listIn(
                connection,
                "SELECT * FROM delivery_attempt WHERE delivery_id IN",
                row -> found.computeIfAbsent(row.getString("delivery_id"), any -> new ArrayList<>())
                        .add(Map.entry(row.getInt("n"), call(DeliveryStore.attempt(row)))),
                deliveries);
        Map<String, List<Call>> calls = new HashMap<>();
        found.forEach((id, all) -> {
            all.sort(Map.Entry.comparingByKey());
            calls.put(id, all.stream().map(Map.Entry::getValue).toList());
        });
        return calls;
    }

    private static Call call(Attempt attempt) {
        return new Call(utc(attempt.at()), attempt.status(), attempt.error(), attempt.ms(), attempt.answer());
    }

    private static Told told(DeliveryStore.Line line, String fact, List<Call> calls) {
        Long delivered = line.deliveredAt();
        return new Told(
                line.id(),
                fact,
                line.subscriptionId(),
                line.endpoint(),
                line.kind(),
                line.status(),
                line.attempts(),
                line.status().equals("pending") ? utc(line.dueAt()) : null,
                utc(line.createdAt()),
                delivered == null ? null : utc(delivered),
                line.lastError(),
                calls);
    }

    private static String utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
