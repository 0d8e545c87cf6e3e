package io.caravanserai.journey;

import io.caravanserai.store.Sql;
import io.caravanserai.tracking.CurrentStatus;
import io.caravanserai.tracking.JourneyEvents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a list says of a shipment. */
final class ShipmentLines {
    private static final String SHIPMENT =
            """
            SELECT s.id, s.origin, s.account_number, a.name, s.uuid_ref, s.carrier_id, s.carrier_tracking_id,
                s.label_status, s.updated_at
            FROM shipment s JOIN account a ON a.account_number = s.account_number WHERE s.id = ?""";

    private ShipmentLines() {}

    static Optional<ShipmentLine> ofShipment(Connection connection, String id) throws SQLException {
        Optional<CurrentStatus> status = CurrentStatus.ofWhole(connection, id);
        return Sql.first(connection, SHIPMENT, row -> line(row, status), id);
    }

    /** Empty when no event with this number is kept. */
    static Optional<ShipmentLine> ofNumber(Connection connection, String carrier, String number) throws SQLException {
        List<JourneyEvents.Kept> newest = JourneyEvents.ofNumber(connection, carrier, number, 1);
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShipmentLine(
                        carrier + ":" + number,
                        ShipmentLine.UNCLAIMED,
                        null,
                        null,
                        null,
                        carrier,
                        number,
                        null,
                        status(CurrentStatus.ofNumber(connection, carrier, number)),
                        ShipmentSearch.utc(newest.get(0).event().occurredAt())));
    }

    private static ShipmentLine line(ResultSet row, Optional<CurrentStatus> status) throws SQLException {
        return new ShipmentLine(
                row.getString("id"),
                row.getString("origin"),
                row.getString("account_number"),
                row.getString("name"),
                row.getString("uuid_ref"),
                row.getString("carrier_id"),
                row.getString("carrier_tracking_id"),
                row.getString("label_status"),
                status(status),
                ShipmentSearch.utc(row.getLong("updated_at")));
    }

    static ShipmentLine.@Nullable Status status(Optional<CurrentStatus> status) {
        return status.map(now -> new ShipmentLine.Status(
                        now.milestone(), now.code(), now.subCode(), ShipmentSearch.utc(now.occurredAt()), now.ended()))
                .orElse(null);
    }
}
