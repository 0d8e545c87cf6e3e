package io.caravanserai.delivery.edi;

import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Queues events for customers' files in the transaction that stores them. A queue and not a cursor over the events:
 * events of a shipment that is known only later, and rows that commit out of order, would be behind a cursor.
 */
public final class EdiOutbox implements Outbox {
    /** An outlet whose schedule has not run for so long gets nothing more: its customer file is gone. */
    static final Duration ABANDONED = Duration.ofDays(30);

    private final Clock clock;

    public EdiOutbox(Clock clock) {
        this.clock = clock;
    }

    /** Files go by schedule, so nobody is notified. */
    @Override
    public List<Notification> write(Connection connection, List<ShipmentEvent> news) throws SQLException {
        if (!news.isEmpty()) {
            Map<String, List<String>> outlets = outlets(connection, news);
            if (!outlets.isEmpty()) {
                insert(connection, news, outlets);
            }
        }
        return List.of();
    }

    private Map<String, List<String>> outlets(Connection connection, List<ShipmentEvent> news) throws SQLException {
        TreeSet<String> accounts =
                news.stream().map(ShipmentEvent::accountNumber).collect(Collectors.toCollection(TreeSet::new));
        List<Object> parameters = new ArrayList<>(List.of(clock.millis() - ABANDONED.toMillis()));
        parameters.addAll(accounts);
        return Sql.list(
                        connection,
                        "SELECT account_number, name FROM edi_outlet WHERE seen_at > ? AND account_number IN ("
                                + Sql.marks(accounts.size()) + ")",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        parameters.toArray())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private void insert(Connection connection, List<ShipmentEvent> news, Map<String, List<String>> outlets)
            throws SQLException {
        long now = clock.millis();
        List<Object[]> rows = new ArrayList<>();
        for (ShipmentEvent event : news) {
            for (String outlet : outlets.getOrDefault(event.accountNumber(), List.of())) {
                rows.add(new Object[] {outlet, id(event), Json.bytes(event), now});
            }
        }
        Sql.batch(
                connection,
                """
                INSERT INTO edi_event (outlet, id, body, created_at) VALUES (?,?,?,?)
                ON CONFLICT (outlet, id) DO NOTHING""",
                rows);
    }

    /** The event's id, which an item's own begins with. */
    static String eventId(String item) {
        return item.substring(0, item.indexOf(' '));
    }

    private static String id(ShipmentEvent news) {
        String parcel = news.parcel() == null ? "" : news.parcel().parcelId();
        return String.join(" ", news.event().event().id(), news.shipmentId(), parcel);
    }
}
