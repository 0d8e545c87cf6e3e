package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Which shipments somebody has to put on a manifest at the end of the day. */
final class ManifestRule {
    private static final String REQUIRED = "required";
    private static final String OK = "ok";

    /** Carriers that want none. */
    private static final Set<String> WITHOUT_MANIFEST = Set.of("in_house", "sandbox");

    private ManifestRule() {}

    /** The state that a new shipment begins with. */
    static String first(JsonNode request) {
        boolean auto = request.at("/gluey_services/free/auto_manifest").asBoolean(false);
        String carrier = request.at("/carrier/code").asText();
        return auto || WITHOUT_MANIFEST.contains(carrier) ? OK : REQUIRED;
    }

    /** Whether the manifest that a shipment is on was released with it; until then the shipment may leave it. */
    static boolean isClosed(Connection connection, String shipmentId) throws SQLException {
        // a manifest that is being released on another node has this wait for its commit
        Sql.update(
                connection,
                """
                UPDATE label_batch SET updated_at = updated_at
                WHERE id = (SELECT manifest_id FROM shipment WHERE id = ?)""",
                shipmentId);
        return Sql.number(
                        connection,
                        """
                        SELECT COUNT(*) FROM shipment s JOIN label_batch_shipment m
                            ON m.batch_id = s.manifest_id AND m.shipment_id = s.id
                        WHERE s.id = ? AND m.revision IS NOT NULL""",
                        shipmentId)
                > 0;
    }
}
