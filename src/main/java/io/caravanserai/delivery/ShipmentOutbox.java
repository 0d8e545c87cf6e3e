package io.caravanserai.delivery;

import io.caravanserai.tracking.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes deliveries for an account's shipment subscriptions, in the transaction of what is told. */
public final class ShipmentOutbox {
    private ShipmentOutbox() {}

    /**
     * What an account is told about a shipment, or about a batch of them.
     *
     * @param id of the fact: telling it again makes no second message
     * @param carrierId what filters look at; null for what every endpoint is told
     * @param about messages about the same reach an endpoint in the order of their writing
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
    public record News(String id, String accountNumber, @Nullable String carrierId, String about, byte[] body) {}

    /** Whether anybody wants to hear of an account's shipments with a carrier. */
    public static boolean isWanted(Connection connection, String account, @Nullable String carrier)
            throws SQLException {
        return !subscriptions(connection, account, carrier).isEmpty();
    }

    /**
     * @return what wakes the lanes after the commit
     */
    public static List<Outbox.Notification> write(Connection connection, News news, long now) throws SQLException {
        List<NewDelivery> deliveries = subscriptions(connection, news.accountNumber(), news.carrierId()).stream()
                .filter(to -> to.filter().takesMessage(news.body()))
                .map(to -> new NewDelivery(NewDelivery.id(to.id(), news.id()), to, news.about(), news.body(), null))
                .toList();
        NewDelivery.insert(connection, deliveries, now);
        return deliveries.stream()
                .map(delivery -> new Outbox.Notification(delivery.to().id(), delivery.id()))
                .toList();
    }

    private static List<Subscription> subscriptions(Connection connection, String account, @Nullable String carrier)
            throws SQLException {
        return SubscriptionStore.active(connection, Subscription.Kind.SHIPMENT, List.of(account)).stream()
                .filter(subscription -> carrier == null || subscription.filter().takes(carrier))
                .toList();
    }
}
