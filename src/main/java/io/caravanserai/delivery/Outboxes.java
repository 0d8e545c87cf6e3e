package io.caravanserai.delivery;

import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several ways out of the hub, written in one transaction.
 *
 * @param all in the order in which they are asked
 */
public record Outboxes(List<Outbox> all) implements Outbox {
    public Outboxes {
        all = List.copyOf(all);
    }

    @Override
    public List<Notification> write(Connection connection, List<ShipmentEvent> news) throws SQLException {
        List<Notification> notifications = new ArrayList<>();
        for (Outbox outbox : all) {
            notifications.addAll(outbox.write(connection, news));
        }
        return notifications;
    }
}
