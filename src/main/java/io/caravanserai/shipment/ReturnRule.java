package io.caravanserai.shipment;

import io.caravanserai.store.Sql;
import java.sql.Connection;
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
        return takesBack(connection, shipmentId, takesBack)
                && !ManifestRule.isClosed(connection, shipmentId)
                && Sql.number(connection, SCANNED, shipmentId) == 0;
    }

    /** The label of a sandbox account is the hub's own whatever its carrier is, so the work tells whose it is. */
    private static boolean takesBack(Connection connection, String shipmentId, Predicate<String> takesBack)
            throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT carrier_id FROM label_work WHERE shipment_id = ?",
                        row -> takesBack.test(row.getString(1)),
                        shipmentId)
                .stream()
                .allMatch(Boolean::booleanValue);
    }
}
