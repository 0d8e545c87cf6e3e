package io.caravanserai.label.queue;

import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what a carrier must know of a label to make. */
final class LabelOrders {
    private LabelOrders() {}

    private record Parcel(String id, Optional<String> number) {}

    static LabelOrder read(Connection connection, String workId, String shipmentId) throws SQLException {
        List<Parcel> parcels = Sql.list(
                connection,
                """
                SELECT p.id, d.tracking_number FROM parcel p
                LEFT JOIN label_document d ON d.parcel_id = p.id AND d.label_work_id = ?
                WHERE p.shipment_id = ? ORDER BY p.position""",
                row -> new Parcel(row.getString(1), Optional.ofNullable(row.getString(2))),
                workId,
                shipmentId);
        return Sql.first(
                        connection,
                        """
                        SELECT w.*, COALESCE(s.prepared, s.request) AS request, s.carrier_tracking_id FROM label_work w
                        JOIN shipment s ON s.id = w.shipment_id WHERE w.id = ?""",
                        row -> order(row, parcels),
                        workId)
                .orElseThrow();
    }

    private static LabelOrder order(ResultSet row, List<Parcel> parcels) throws SQLException {
        return new LabelOrder(
                row.getString("id").replace("-", ""),
                row.getString("carrier_id"),
                row.getString("shipment_id"),
                row.getString("account_number"),
                row.getString("format"),
                row.getString("size"),
                Optional.ofNullable(row.getString("carrier_tracking_id")),
                parcels.stream().flatMap(parcel -> parcel.number().stream()).toList(),
                parcels.stream().map(Parcel::id).toList(),
                Json.kept(Objects.requireNonNull(row.getString("request"))));
    }
}
