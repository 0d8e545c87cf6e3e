package io.caravanserai.label.queue;

import io.caravanserai.budget.CallForecast;
import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a label has to wait.
 *
 * @param position 1 for the next, in the order of arrival at its carrier; priority, cut-off and turns may change it
 * @param expectedUtc when its call will be made by the pace of the account's limits; empty while no route of the carrier
 *     runs that would make it
 */
public record LabelOutlook(long position, Optional<Instant> expectedUtc) {
    private record Lane(CarrierAccount account, @Nullable String rate, List<String> customers) {}

    /** Of the label work with this id; empty when it does not wait. */
    public static Optional<LabelOutlook> of(Connection connection, String workId, long clock) throws SQLException {
        long ahead = Sql.number(
                connection,
                """
                SELECT COUNT(*) FROM label_work w JOIN label_work mine ON mine.id = ?
                WHERE w.carrier_id = mine.carrier_id AND mine.status = 'queued'
                  AND w.status IN ('queued', 'unknown', 'undocumented', 'voiding')
                  AND (w.created_at < mine.created_at OR (w.created_at = mine.created_at AND w.id <= mine.id))""",
                workId);
        if (ahead == 0) {
            return Optional.empty();
        }
        Optional<Lane> lane = lane(connection, workId, clock);
        if (lane.isEmpty()) {
            return Optional.of(new LabelOutlook(ahead, Optional.empty()));
        }
        String rate = lane.get().rate();
        Instant expected = rate == null
                ? Instant.ofEpochMilli(clock)
                : CallForecast.nth(connection, lane.get().account(), Rate.parse(rate), ahead, clock);
        return Optional.of(new LabelOutlook(ahead, Optional.of(expected)));
    }

    /** The lane that names the customer, else the one for all others; of those that a node works on now. */
    private static Optional<Lane> lane(Connection connection, String workId, long clock) throws SQLException {
        String customer = Sql.first(
                        connection,
                        "SELECT account_number FROM label_work WHERE id = ?",
                        row -> row.getString(1),
                        workId)
                .orElse("");
        List<Lane> lanes = Sql.list(
                connection,
                """
                SELECT l.* FROM label_lane l JOIN label_work w ON w.carrier_id = l.carrier_id
                WHERE w.id = ? AND (w.carrier_account IS NULL OR w.carrier_account = l.carrier_account)
                  AND l.leased_until > ?
                ORDER BY l.carrier_account""",
                row -> new Lane(
                        new CarrierAccount(row.getString("carrier_id"), row.getString("carrier_account")),
                        row.getString("rate"),
                        List.of(row.getString("customers").split(",", -1))),
                workId,
                clock);
        return lanes.stream()
                .filter(lane -> lane.customers().contains(customer))
                .findFirst()
                .or(() -> lanes.stream()
                        .filter(lane -> lane.customers().equals(List.of("")))
                        .findFirst());
    }
}
