package io.caravanserai.label.queue;

import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.Purchase;
import io.caravanserai.label.buy.PurchaseState;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue of one lane in the store. */
final class LabelWorkStore {
    /** So many of each customer are looked at together. */
    private static final int PER_CUSTOMER = 32;

    private static final String WAITING = "w.status IN ('queued', 'unknown', 'undocumented', 'voiding')";

    private static final String LOAD =
            """
            SELECT * FROM (
              SELECT w.*, s.carrier_service, ROW_NUMBER() OVER (
                  PARTITION BY w.account_number, s.carrier_service ORDER BY w.priority DESC, w.created_at, w.id) AS place
              FROM label_work w JOIN shipment s ON s.id = w.shipment_id
              WHERE w.carrier_id = ? AND %s AND w.due_at <= ? AND %s) t
            WHERE place <= %d""";

    private static final String UPDATE =
            """
            UPDATE label_work SET status = ?, attempts = ?, enquiries = ?, unknown_since = ?, due_at = ?, error = ?,
                carrier_account = ?, fence = ?, updated_at = ?
            WHERE id = ? AND status = ? AND fence = ? AND cancel_wanted = ?""";

    private final Database database;
    private final LaneSettings settings;
    private final LaneLease lease;
    private final LabelSales sales;
    private final Clock clock;

    LabelWorkStore(Database database, LaneSettings settings, LaneLease lease, Outbox outbox, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.lease = lease;
        this.sales = new LabelSales(database.dialect(), outbox);
        this.clock = clock;
    }

    /**
     * What may be done now, the oldest of each customer and service.
     */
    List<LabelWork> load(LaneShare share) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(settings.account().carrier());
        parameters.add(clock.millis());
        String mine = mine(share, parameters);
        return database.read(connection -> Sql.list(
                connection, LOAD.formatted(WAITING, mine, PER_CUSTOMER), LabelWorkStore::work, parameters.toArray()));
    }

    /** When the next work of the lane is due; empty when nothing waits. */
    Optional<Long> nextDue(LaneShare share) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(settings.account().carrier());
        String mine = mine(share, parameters);
        long due = database.read(connection -> Sql.number(
                connection,
                "SELECT MIN(w.due_at) FROM label_work w WHERE w.carrier_id = ? AND " + WAITING + " AND " + mine,
                parameters.toArray()));
        return due == 0 ? Optional.empty() : Optional.of(due);
    }

    /** Work stays with the account that was chosen for it or made its first call; the rest is dealt out by customer. */
    private String mine(LaneShare share, List<@Nullable Object> parameters) {
        parameters.add(settings.account().name());
        if (share.onlyChosen()) {
            return "w.carrier_account = ?";
        }
        if (share.customers().isEmpty()) {
            return "(w.carrier_account = ? OR w.carrier_account IS NULL)";
        }
        parameters.addAll(share.customers());
        return "(w.carrier_account = ? OR (w.carrier_account IS NULL AND w.account_number "
                + (share.others() ? "NOT IN (" : "IN (")
                + Sql.marks(share.customers().size()) + ")))";
    }

    /**
     * Makes durable that a call begins.
     *
     * @return what the call is about; empty when the work has changed or the lane is another node's now
     */
    Optional<LabelOrder> begin(LabelWork work, long fence) {
        return database.write(connection -> {
            long before = Sql.number(connection, "SELECT fence FROM label_work WHERE id = ?", work.id());
            boolean begun = lease.holds(connection, fence)
                    && update(
                            connection,
                            work.id(),
                            work.purchase(),
                            work.purchase().begun(),
                            before,
                            fence);
            return begun ? Optional.of(LabelOrders.read(connection, work.id())) : Optional.empty();
        });
    }

    /**
     * Keeps what came of a call: the state, and of a sale its numbers and documents, in one transaction. Nothing is kept
     * when another node has taken over; it finds out for itself.
     *
     * @return messages that became due by new tracking numbers
     */
    List<Outbox.Notification> settle(LabelOrder order, LabelWork begun, CarrierAnswer answer, long fence) {
        return database.write(connection -> {
            for (Optional<LabelWork> now = current(connection, begun, fence);
                    now.isPresent();
                    now = current(connection, begun, fence)) {
                Purchase before = now.get().purchase();
                CarrierAnswer meant = answer instanceof CarrierAnswer.Sold sold
                        ? sold.forParcels(order.parcelIds().size())
                        : answer;
                Purchase after = before.after(meant, settings.retries(), clock.millis());
                if (update(connection, begun.id(), before, after, fence, fence)) {
                    return kept(connection, order, begun, meant, after);
                }
            }
            return List.of();
        });
    }

    private List<Outbox.Notification> kept(
            Connection connection, LabelOrder order, LabelWork work, CarrierAnswer answer, Purchase after)
            throws SQLException {
        long now = clock.millis();
        List<Outbox.Notification> news = List.of();
        boolean wanted =
                after.state() instanceof PurchaseState.Made || after.state() instanceof PurchaseState.Undocumented;
        if (wanted && answer instanceof CarrierAnswer.Sold sold) {
            news = sales.keep(connection, work.id(), order, sold, now);
        }
        if (after.state() instanceof PurchaseState.Voiding && answer instanceof CarrierAnswer.Sold sold) {
            sales.note(connection, work.id(), order, sold, now);
        }
        if (answer instanceof CarrierAnswer.Unusable unusable) {
            sales.note(connection, work.id(), order, unusable.sold(), now);
        }
        if (after.state().isTerminal()) {
            Sql.update(
                    connection,
                    "UPDATE shipment SET label_status = ?, updated_at = ? WHERE id = ?",
                    after.state().word(),
                    now,
                    work.shipmentId());
            LabelOutcomes.ended(connection, work.id(), now);
        }
        return news;
    }

    /** The row as it is now: meanwhile it may have been cancelled; empty when it is another node's. */
    private static Optional<LabelWork> current(Connection connection, LabelWork begun, long fence) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT w.*, s.carrier_service FROM label_work w JOIN shipment s ON s.id = w.shipment_id
                WHERE w.id = ? AND w.status = ? AND w.fence = ?""",
                LabelWorkStore::work,
                begun.id(),
                begun.purchase().begun().state().word(),
                fence);
    }

    private boolean update(
            Connection connection, String id, Purchase before, Purchase after, long fenceBefore, long fence)
            throws SQLException {
        PurchaseState state = after.state();
        LabelFailure failure = state instanceof PurchaseState.Failed failed ? failed.failure() : null;
        return Sql.update(
                        connection,
                        UPDATE,
                        state.word(),
                        after.attempts(),
                        after.enquiries(),
                        state instanceof PurchaseState.Unknown unknown ? unknown.since() : 0,
                        after.dueAt(),
                        failure == null ? null : Json.text(failure),
                        settings.account().name(),
                        fence,
                        clock.millis(),
                        id,
                        before.state().word(),
                        fenceBefore,
                        before.cancelWanted())
                == 1;
    }

    static LabelWork work(ResultSet row) throws SQLException {
        Purchase purchase = new Purchase(
                state(row.getString("status"), row),
                row.getInt("attempts"),
                row.getInt("enquiries"),
                row.getInt("cancel_wanted") == 1,
                row.getLong("due_at"));
        return new LabelWork(
                row.getString("id"),
                row.getString("shipment_id"),
                row.getString("account_number"),
                String.valueOf(row.getString("carrier_service")),
                row.getInt("priority"),
                row.getLong("created_at"),
                purchase);
    }

    private static PurchaseState state(String word, ResultSet row) throws SQLException {
        return switch (word) {
            case "queued" -> new PurchaseState.Queued();
            case "requesting" -> new PurchaseState.Requesting();
            case "unknown" -> new PurchaseState.Unknown(row.getLong("unknown_since"));
            case "undocumented" -> new PurchaseState.Undocumented();
            case "voiding" -> new PurchaseState.Voiding();
            case "made" -> new PurchaseState.Made();
            case "cancelled" -> new PurchaseState.Cancelled();
            case "failed" ->
                new PurchaseState.Failed(
                        Json.read(row.getString("error").getBytes(StandardCharsets.UTF_8), LabelFailure.class));
            default -> throw new IllegalStateException("the store has label work that is " + word);
        };
    }
}
