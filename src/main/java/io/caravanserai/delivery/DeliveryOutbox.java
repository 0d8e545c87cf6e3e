package io.caravanserai.delivery;

import io.caravanserai.harmonize.TrackerEventTypes;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a delivery for each event and each tracking subscription that wants it, in the transaction that stores the
 * events. A message's id follows from subscription, event and shipment, so a repeated event makes no second message.
 */
public final class DeliveryOutbox implements Outbox {
    private final Supplier<TrackerEventTypes> types;
    private final Clock clock;

    /**
     * @param types what servers that take tracker payloads call the events, as it is now
     */
    public DeliveryOutbox(Supplier<TrackerEventTypes> types, Clock clock) {
        this.types = types;
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
        List<NewDelivery> deliveries = news.stream()
                .flatMap(event -> deliveries(event, subscriptions.getOrDefault(event.accountNumber(), List.of())))
                .toList();
        NewDelivery.insert(connection, deliveries, clock.millis());
        Map<String, Notification> notifications = new LinkedHashMap<>();
        deliveries.forEach(made ->
                notifications.put(made.to().id(), new Notification(made.to().id(), made.id())));
        return List.copyOf(notifications.values());
    }

    private Stream<NewDelivery> deliveries(ShipmentEvent event, List<Subscription> subscriptions) {
        List<Subscription> wanting = subscriptions.stream()
                .filter(subscription -> subscription.filter().matches(event.event()))
                .toList();
        byte[] own = wanting.isEmpty() ? new byte[0] : TrackingUpdate.body(event);
        return wanting.stream()
                .map(to -> new NewDelivery(
                        messageId(to, event),
                        to,
                        event.shipmentId(),
                        body(event, to, own),
                        event.event().event().id()))
                .filter(made -> made.to().filter().takesMessage(made.body()));
    }

    private byte[] body(ShipmentEvent event, Subscription to, byte[] own) {
        TrackerTarget tracker = to.tracker();
        return tracker == null
                ? own
                : TrackerUpdate.body(
                        event,
                        tracker,
                        types.get().of(event.event().event().codes().gluey()));
    }

    private static String messageId(Subscription subscription, ShipmentEvent news) {
        String parcel = news.parcel() == null ? "" : news.parcel().parcelId();
        return NewDelivery.id(subscription.id(), news.event().event().id(), news.shipmentId(), parcel);
    }
}
