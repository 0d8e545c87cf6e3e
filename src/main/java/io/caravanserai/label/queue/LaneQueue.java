package io.caravanserai.label.queue;

import io.caravanserai.budget.CallForecast;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits at one account of a carrier, label by label, in the order of arrival. */
public final class LaneQueue {
    private static final String PAGE =
            """
            SELECT w.*, a.name AS account_name FROM label_work w JOIN account a ON a.account_number = w.account_number
            WHERE w.carrier_id = ? AND w.%1$s AND (w.created_at, w.id) > (?, ?) AND %2$s
            ORDER BY w.created_at, w.id LIMIT ?""";

    private static final String AHEAD =
            """
            SELECT COUNT(*) FROM label_work w
            WHERE w.carrier_id = ? AND w.%1$s AND (w.created_at, w.id) <= (?, ?) AND %2$s""";

    private final Database database;
    private final Clock clock;

    public LaneQueue(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A page of the queue.
     *
     * @param next where the next page begins; null on the last
     */
    public record Page(List<WaitingLabel> labels, @Nullable String next) {
        public Page {
            labels = List.copyOf(labels);
        }
    }

    private record After(long createdAt, String id) {
        static After of(String text) {
            int dot = text.indexOf('.');
            if (dot < 1 || !text.substring(0, dot).matches("\\d{1,18}")) {
                throw new IllegalArgumentException("'" + text + "' is no place in the queue");
            }
            return new After(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1));
        }
    }

    /**
     * Empty when no node works for such an account.
     *
     * @param after the {@code next} of the page before; empty text for the first
     * @throws IllegalArgumentException when it is none
     */
    public Optional<Page> page(String carrier, String account, String after, int limit) {
        After start = after.isEmpty() ? new After(0, "") : After.of(after);
        return database.<Optional<Page>>read(connection -> {
            long now = clock.millis();
            List<LaneRow> lanes = LaneRow.working(connection, carrier, now);
            Optional<LaneRow> lane = lanes.stream()
                    .filter(one -> one.account().name().equals(account))
                    .findFirst();
            return lane.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page(connection, lane.get(), lane.get().share(lanes), start, limit, now));
        });
    }

    private static Page page(Connection connection, LaneRow lane, LaneShare share, After after, int limit, long now)
            throws SQLException {
        long position = after.id().isEmpty() ? 0 : ahead(connection, lane, share, after);
        List<@Nullable Object> parameters =
                new ArrayList<>(List.of(lane.account().carrier(), after.createdAt(), after.id()));
        String ofLane = share.condition(lane.account().name(), parameters);
        parameters.add(limit + 1);
        List<WaitingLabel> labels = new ArrayList<>();
        for (WaitingLabel label : Sql.list(
                connection, PAGE.formatted(WaitingLabels.WAITING, ofLane), LaneQueue::label, parameters.toArray())) {
            position++;
            labels.add(at(label, position, expected(connection, lane, position, now)));
        }
        boolean more = labels.size() > limit;
        List<WaitingLabel> shown = more ? labels.subList(0, limit) : labels;
        WaitingLabel last = more ? shown.get(limit - 1) : null;
        return new Page(
                shown, last == null ? null : Instant.parse(last.createdUtc()).toEpochMilli() + "." + last.workId());
    }

    private static long ahead(Connection connection, LaneRow lane, LaneShare share, After after) throws SQLException {
        List<@Nullable Object> parameters =
                new ArrayList<>(List.of(lane.account().carrier(), after.createdAt(), after.id()));
        String ofLane = share.condition(lane.account().name(), parameters);
        return Sql.number(connection, AHEAD.formatted(WaitingLabels.WAITING, ofLane), parameters.toArray());
    }

    private static Instant expected(Connection connection, LaneRow lane, long position, long now) throws SQLException {
        String rate = lane.rate();
        return rate == null
                ? Instant.ofEpochMilli(now)
                : CallForecast.nth(connection, lane.account(), Rate.parse(rate), position, now);
    }

    private static WaitingLabel label(ResultSet row) throws SQLException {
        return new WaitingLabel(
                row.getString("id"),
                0,
                row.getString("shipment_id"),
                row.getString("account_number"),
                row.getString("account_name"),
                row.getString("service"),
                row.getString("status"),
                row.getInt("priority"),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("created_at")).toString(),
                Instant.ofEpochMilli(row.getLong("due_at")).toString(),
                null);
    }

    private static WaitingLabel at(WaitingLabel label, long position, Instant expected) {
        return new WaitingLabel(
                label.workId(),
                position,
                label.shipmentId(),
                label.accountNumber(),
                label.account(),
                label.service(),
                label.status(),
                label.priority(),
                label.attempts(),
                label.createdUtc(),
                label.dueUtc(),
                expected.toString());
    }
}
