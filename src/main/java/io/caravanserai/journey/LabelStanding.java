package io.caravanserai.journey;

import io.caravanserai.event.Json;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.queue.LabelOutlook;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the label of a shipment stands. */
final class LabelStanding {
    private LabelStanding() {}

    /** Of its last label work; empty for a shipment that was labelled elsewhere. */
    static Optional<Journey.Label> of(Connection connection, String shipmentId, long clock) throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM label_work WHERE shipment_id = ? ORDER BY created_at DESC, id DESC LIMIT 1",
                row -> label(row, LabelOutlook.of(connection, row.getString("id"), clock)),
                shipmentId);
    }

    private static Journey.Label label(ResultSet row, Optional<LabelOutlook> outlook) throws SQLException {
        String status = row.getString("status");
        String error = row.getString("error");
        boolean isMade = status.equals("made");
        return new Journey.Label(
                status,
                row.getString("format"),
                row.getString("size"),
                row.getInt("attempts"),
                ShipmentSearch.utc(row.getLong("updated_at")),
                outlook.map(LabelOutlook::position).orElse(null),
                outlook.flatMap(LabelOutlook::expectedUtc)
                        .map(Instant::toString)
                        .orElse(null),
                error == null ? null : Json.kept(error),
                isMade ? LabelFormat.CODES : List.of(),
                isMade ? LabelSize.CODES : List.of());
    }
}
