package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;

/** Whether a label that is made may be given back: while the goods are not with the carrier. */
final class ReturnRule {
    /** Events of the milestone order tell only that the carrier has the data. */
    private static final String SCANNED =
            """
            SELECT COUNT(*) FROM tracking_key k JOIN tracking_status t
                ON t.carrier_id = k.carrier_id AND t.carrier_tracking_id = k.key_value
            WHERE k.shipment_id = ? AND k.kind <> 'reference' AND t.milestone <> 'order'""";

    private ReturnRule() {}

    /** @param takesBack whether a carrier takes labels back */
    static boolean allows(Connection connection, String shipmentId, Predicate<String> takesBack) throws SQLException {
        boolean possible = Sql.first(
                        connection,
                        "SELECT * FROM shipment WHERE id = ?",
                        row -> takesBack.test(row.getString("carrier_id")) && !isOnManifest(row),
                        shipmentId)
                .orElse(false);
        return possible && Sql.number(connection, SCANNED, shipmentId) == 0;
    }

    private static boolean isOnManifest(ResultSet row) throws SQLException {
        JsonNode request = Json.read(row.getString("request").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        return ManifestRule.isClosed(request, row.getString("manifest_status"));
    }
}
