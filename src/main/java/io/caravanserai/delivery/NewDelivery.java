package io.caravanserai.delivery;

import io.caravanserai.event.Sha256;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for one endpoint, to be sent.
 *
 * @param id the same whenever the same is told to the same endpoint
 * @param event the tracking event it tells; null when it tells none
 * @param about messages of one endpoint about the same, a shipment, are sent one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
record NewDelivery(String id, Subscription to, String about, byte[] body, @Nullable String event) {
    private static final String INSERT =
            """
            INSERT INTO delivery (id, account_number, subscription_id, order_key, kind, body, status, attempts, tries,
                started_at, due_at, created_at, updated_at, event_id)
            VALUES (?,?,?,?,?,?,'pending',0,0,?,?,?,?,?) ON CONFLICT (id) DO NOTHING""";

    /** An id that follows from what is told and to whom. */
    static String id(String... parts) {
        return "msg_" + Sha256.hex(String.join("\n", parts)).substring(0, 32);
    }

    /** Writes those that are not in the store yet. */
    static void insert(Connection connection, List<NewDelivery> deliveries, long now) throws SQLException {
        Sql.batch(
                connection,
                INSERT,
                deliveries.stream().map(delivery -> delivery.row(now)).toList());
    }

    private @Nullable Object[] row(long now) {
        return new @Nullable Object[] {
            id, to.accountNumber(), to.id(), to.id() + "/" + about, to.kind().word(), body, now, now, now, now, event
        };
    }
}
