package io.caravanserai.tracking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what must be sent to customers, inside the transaction that stores the events: either both are durable or
 * neither is. Calling it again with the same events must not create a second delivery.
 */
public interface Outbox {
    /** Nobody is notified. */
    Outbox NONE = (connection, news) -> List.of();

    /** Several ways out, each told of everything. */
    static Outbox all(List<Outbox> outboxes) {
        return (connection, news) -> {
            List<Notification> notifications = new ArrayList<>();
            for (Outbox outbox : outboxes) {
                notifications.addAll(outbox.write(connection, news));
            }
            return notifications;
        };
    }

    /**
     * @param connection the open transaction
     * @param news newly stored events, in the order in which they must reach each customer
     * @return messages for the topic {@code customer.notifications}, to be published after the commit
     */
    List<Notification> write(Connection connection, List<ShipmentEvent> news) throws SQLException;

    /**
     * A wake-up for the delivery lanes; the delivery itself is already durable in the store.
     *
     * @param key Kafka key, the endpoint's id
     * @param deliveryId the row to send
     */
    record Notification(String key, String deliveryId) {}
}
