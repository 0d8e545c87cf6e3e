package io.caravanserai.delivery;

import io.caravanserai.event.Sha256;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a delivery for each event and each tracking subscription that wants it, in the transaction that stores the
 * events. A message's id follows from subscription, event and shipment, so a repeated event makes no second message.
 */
public final class DeliveryOutbox implements Outbox {
    private static final String INSERT =
            """
            INSERT INTO delivery (id, account_number, subscription_id, order_key, kind, body, status, attempts, tries,
                started_at, due_at, created_at, updated_at)
            VALUES (?,?,?,?,?,?,'pending',0,0,?,?,?,?) ON CONFLICT (id) DO NOTHING""";

    private final Clock clock;

    public DeliveryOutbox(Clock clock) {
        this.clock = clock;
    }

    /** One notification for each endpoint that got something: it wakes the lane, which reads the rows from the store. */
    @Override
    public List<Notification> write(Connection connection, List<ShipmentEvent> news) throws SQLException {
        if (news.isEmpty()) {
            return List.of();
        }
        TreeSet<String> accounts =
                news.stream().map(ShipmentEvent::accountNumber).collect(Collectors.toCollection(TreeSet::new));
        Map<String, List<Subscription>> subscriptions =
                SubscriptionStore.active(connection, Subscription.Kind.TRACKING, accounts).stream()
                        .collect(Collectors.groupingBy(Subscription::accountNumber));
        List<@Nullable Object[]> rows = new ArrayList<>();
        Map<String, Notification> notifications = new LinkedHashMap<>();
        long now = clock.millis();
        for (ShipmentEvent event : news) {
            byte @Nullable [] body = null;
            for (Subscription subscription : subscriptions.getOrDefault(event.accountNumber(), List.of())) {
                if (subscription.filter().matches(event.event())) {
                    body = body == null ? TrackingUpdate.body(event) : body;
                    Message message =
                            new Message(messageId(subscription, event), subscription, event.shipmentId(), body);
                    rows.add(message.row(now));
                    notifications.put(subscription.id(), new Notification(subscription.id(), message.id()));
                }
            }
        }
        Batch.execute(connection, INSERT, rows);
        return List.copyOf(notifications.values());
    }

    private static String messageId(Subscription subscription, ShipmentEvent news) {
        String parcel = news.parcel() == null ? "" : news.parcel().parcelId();
        String parts = String.join("\n", subscription.id(), news.event().event().id(), news.shipmentId(), parcel);
        return "msg_" + Sha256.hex(parts).substring(0, 32);
    }

    /**
     * One row of the table delivery.
     *
     * @param about messages of one endpoint about the same, a shipment, are sent one after the other
     */
    private record Message(String id, Subscription to, String about, byte[] body) {
        @Nullable
        Object[] row(long now) {
            return new @Nullable Object[] {
                id,
                to.accountNumber(),
                to.id(),
                to.id() + "/" + about,
                to.kind().word(),
                body,
                now,
                now,
                now,
                now
            };
        }
    }
}
