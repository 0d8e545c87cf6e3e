package io.caravanserai.label.queue;

import io.caravanserai.label.buy.Purchase;
import io.caravanserai.label.buy.PurchaseState;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Cancels labels in the store; what must be given back the queue finds there. */
public final class LabelCancel {
    private static final String OF_SHIPMENT = "SELECT * FROM label_work WHERE shipment_id = ?";

    private static final String UPDATE =
            """
            UPDATE label_work SET status = ?, enquiries = ?, cancel_wanted = ?, due_at = ?, updated_at = ?
            WHERE id = ? AND status = ? AND cancel_wanted = ?""";

    private LabelCancel() {}

    /**
     * Cancels the label of a shipment, in the caller's transaction.
     *
     * @param returnable whether a label that is bought may be given back
     * @return how it stands: {@code voiding} while it is given back, else {@code cancelled}; empty when it is too late,
     *     then the caller must undo the transaction
     */
    public static Optional<String> cancel(Connection connection, String shipmentId, boolean returnable, long now)
            throws SQLException {
        String status = new PurchaseState.Cancelled().word();
        List<LabelWork> works = Sql.list(connection, OF_SHIPMENT, LabelWorkStore::work, shipmentId);
        while (!works.isEmpty()) {
            LabelWork work = works.get(0);
            Purchase after = work.purchase().cancelled(returnable, now);
            if (!after.isCancelled()) {
                return Optional.empty();
            }
            if (after.equals(work.purchase()) || update(connection, work, after, now)) {
                status = after.state() instanceof PurchaseState.Voiding
                        ? after.state().word()
                        : status;
                works = works.subList(1, works.size());
            } else {
                // the queue was just working on it: look again at what it made of it
                works = Sql.list(connection, OF_SHIPMENT, LabelWorkStore::work, shipmentId);
            }
        }
        return Optional.of(status);
    }

    private static boolean update(Connection connection, LabelWork work, Purchase after, long now) throws SQLException {
        return Sql.update(
                        connection,
                        UPDATE,
                        after.state().word(),
                        after.enquiries(),
                        after.cancelWanted(),
                        after.dueAt(),
                        now,
                        work.id(),
                        work.purchase().state().word(),
                        work.purchase().cancelWanted())
                == 1;
    }
}
