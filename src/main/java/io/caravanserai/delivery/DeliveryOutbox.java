package io.caravanserai.delivery;

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
        List<NewDelivery> deliveries = new ArrayList<>();
        Map<String, Notification> notifications = new LinkedHashMap<>();
        long now = clock.millis();
        for (ShipmentEvent event : news) {
            byte @Nullable [] body = null;
            for (Subscription subscription : subscriptions.getOrDefault(event.accountNumber(), List.of())) {
                if (subscription.filter().matches(event.event())) {
                    body = body == null ? TrackingUpdate.body(event) : body;
                    NewDelivery delivery =
                            new NewDelivery(messageId(subscription, event), subscription, event.shipmentId(), body);
                    deliveries.add(delivery);
                    notifications.put(subscription.id(), new Notification(subscription.id(), delivery.id()));
                }
            }
        }
        NewDelivery.insert(connection, deliveries, now);
        return List.copyOf(notifications.values());
    }

    private static String messageId(Subscription subscription, ShipmentEvent news) {
        String parcel = news.parcel() == null ? "" : news.parcel().parcelId();
        return NewDelivery.id(subscription.id(), news.event().event().id(), news.shipmentId(), parcel);
    }
}
