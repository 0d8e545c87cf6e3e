package io.caravanserai.tracking;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** An outbox that remembers what it was told. */
final class KeptNews implements Outbox {
    final List<ShipmentEvent> news = new ArrayList<>();

    @Override
    public List<Notification> write(Connection connection, List<ShipmentEvent> more) {
        news.addAll(more);
        return more.stream()
                .map(event -> new Notification(
                        event.shipmentId(), event.event().event().id()))
                .toList();
    }

    /** {@code shipment <- event} of everything so far. */
    List<String> lines() {
        return news.stream()
                .map(event ->
                        event.shipmentId() + " <- " + event.event().event().id())
                .toList();
    }
}
