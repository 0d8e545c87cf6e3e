package io.caravanserai.label.queue;

import io.caravanserai.budget.CallForecast;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a label has to wait.
 *
 * @param position 1 for the next, in the order of arrival at its account; priority, cut-off and turns may change it
 * @param expectedUtc when its call will be made by the pace of the account's limits; empty while no route of the carrier
 *     runs that would make it
 */
public record LabelOutlook(long position, Optional<Instant> expectedUtc) {
    private record Mine(String id, String carrier, @Nullable String account, String customer, long createdAt) {
        static Mine read(ResultSet row) throws SQLException {
            return new Mine(
                    row.getString("id"),
                    row.getString("carrier_id"),
                    row.getString("carrier_account"),
                    row.getString("account_number"),
                    row.getLong("created_at"));
        }
    }

    /** Of the label work with this id; empty when it does not wait. */
    public static Optional<LabelOutlook> of(Connection connection, String workId, long clock) throws SQLException {
        Optional<Mine> mine = Sql.first(
                connection, "SELECT * FROM label_work WHERE id = ? AND status = 'queued'", Mine::read, workId);
        return mine.isEmpty() ? Optional.empty() : Optional.of(of(connection, mine.get(), clock));
    }

    private static LabelOutlook of(Connection connection, Mine mine, long clock) throws SQLException {
        List<LaneRow> lanes = LaneRow.working(connection, mine.carrier(), clock);
        Optional<LaneRow> lane =
                lanes.stream().filter(one -> makes(one, mine, lanes)).findFirst();
        if (lane.isEmpty()) {
            return new LabelOutlook(ahead(connection, mine, "1 = 1", List.of()), Optional.empty());
        }
        List<@Nullable Object> parameters = new ArrayList<>();
        String ofLane = lane.get().share(lanes).condition(lane.get().account().name(), parameters);
        long ahead = ahead(connection, mine, ofLane, parameters);
        String rate = lane.get().rate();
        Instant expected = rate == null
                ? Instant.ofEpochMilli(clock)
                : CallForecast.nth(connection, lane.get().account(), Rate.parse(rate), ahead, clock);
        return new LabelOutlook(ahead, Optional.of(expected));
    }

    /** The account that was chosen or made the first call, else the one that buys for the customer. */
    private static boolean makes(LaneRow lane, Mine mine, List<LaneRow> lanes) {
        return mine.account() == null
                ? lane.share(lanes).takes(mine.customer())
                : lane.account().name().equals(mine.account());
    }

    private static long ahead(Connection connection, Mine mine, String ofLane, List<@Nullable Object> parameters)
            throws SQLException {
        List<@Nullable Object> all =
                new ArrayList<>(List.of(mine.carrier(), mine.createdAt(), mine.createdAt(), mine.id()));
        all.addAll(parameters);
        return Sql.number(
                connection,
                """
                SELECT COUNT(*) FROM label_work w WHERE w.carrier_id = ? AND w.%s AND w.created_at <= ?
                    AND (w.created_at < ? OR w.id <= ?) AND %s"""
                        .formatted(WaitingLabels.WAITING, ofLane),
                all.toArray());
    }
}
