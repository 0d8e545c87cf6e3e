package io.caravanserai.label.queue;

import io.caravanserai.budget.Booking;
import io.caravanserai.budget.CallBudget;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.Purchase;
import io.caravanserai.label.buy.PurchaseState;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue of one lane in the store. */
final class LabelWorkStore {
    private static final Logger LOG = LoggerFactory.getLogger(LabelWorkStore.class);
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
     * Calls that began.
     *
     * @param works those of which a call is durable now; not those that changed meanwhile
     * @param moments from when each may be made, milliseconds since 1970
     * @param counted how many of those asked for were looked at
     * @param askAgainAt when the limits may allow more
     */
    record Begun(List<LabelWork> works, List<Long> moments, int counted, long askAgainAt) {}

    /**
     * Counts calls against the carrier's limits and makes durable that they begin, in one transaction.
     *
     * @param works of these the first, as many as the limits allow
     * @param ahead how long before its moment a call may begin
     */
    Begun begin(List<LabelWork> works, long fence, Optional<CallBudget> budget, Duration ahead) {
        return database.write(connection -> {
            List<String> keys = new ArrayList<>(List.of(lease.lockKey()));
            budget.ifPresent(calls -> keys.add(calls.lockKey()));
            // both at once, so that no two lanes wait for each other
            KeyLocks.take(connection, database.dialect(), keys);
            if (!lease.holds(connection, fence)) {
                return new Begun(List.of(), List.of(), 0, clock.millis());
            }
            Booking booking = budget.isPresent()
                    ? budget.get().book(connection, works.size(), ahead)
                    : new Booking(Collections.nCopies(works.size(), clock.millis()), clock.millis());
            List<LabelWork> counted = works.subList(0, booking.moments().size());
            List<LabelWork> begun = new ArrayList<>();
            for (LabelWork work : counted) {
                long before = Sql.number(connection, "SELECT fence FROM label_work WHERE id = ?", work.id());
                if (update(
                        connection, work.id(), work.purchase(), work.purchase().begun(), before, fence)) {
                    begun.add(work);
                }
            }
            return new Begun(begun, booking.moments(), counted.size(), booking.askAgainAt());
        });
    }

    /** What calls are about, in the same order. */
    List<LabelOrder> orders(List<LabelWork> works) {
        return database.read(connection -> {
            List<LabelOrder> orders = new ArrayList<>();
            for (LabelWork work : works) {
                orders.add(LabelOrders.read(connection, work.id(), work.shipmentId()));
            }
            return orders;
        });
    }

    /**
     * Keeps what came of a call: the state, and of a sale its numbers and documents, in one transaction. Nothing is kept
     * when another node has taken over; it finds out for itself.
     *
     * @return messages that became due by new tracking numbers
     */
    List<Outbox.Notification> settle(Departure call, CarrierAnswer answer) {
        return database.write(connection -> settle(connection, call, answer));
    }

    /** Calls that were not made after all: their labels wait again. */
    void withdraw(List<Departure> calls) {
        database.write(connection -> {
            for (Departure call : calls) {
                settle(connection, call, new CarrierAnswer.Unmade());
            }
            return calls.size();
        });
    }

    private List<Outbox.Notification> settle(Connection connection, Departure call, CarrierAnswer answer)
            throws SQLException {
        LabelWork begun = call.work();
        for (Optional<LabelWork> now = current(connection, begun, call.fence());
                now.isPresent();
                now = current(connection, begun, call.fence())) {
            Purchase before = now.get().purchase();
            CarrierAnswer meant = answer instanceof CarrierAnswer.Sold sold
                    ? sold.forParcels(call.order().parcelIds().size())
                    : answer;
            Purchase after = before.after(meant, settings.retries(), clock.millis());
            if (update(connection, begun.id(), before, after, call.fence(), call.fence())) {
                return kept(connection, call.order(), begun, meant, after);
            }
        }
        if (answer instanceof CarrierAnswer.Sold sold && begun.purchase().state() instanceof PurchaseState.Queued) {
            LOG.warn(
                    "a label was sold to a node that had lost the lane next=compare with the shipment's number, and give this"
                            + " one back to the carrier if it is another carrier={} shipment={} number={}",
                    settings.account(),
                    begun.shipmentId(),
                    sold.parcels().get(0).trackingNumber());
        }
        return List.of();
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
                SELECT * FROM label_work WHERE id = ? AND status = ? AND fence = ?""",
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
                row.getString("service"),
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
