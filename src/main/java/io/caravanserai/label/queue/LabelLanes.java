package io.caravanserai.label.queue;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.budget.CallForecast;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The queues of labels as operators see them: what waits at each account of a carrier, and until when. */
public final class LabelLanes {
    private static final String GROUPS =
            """
            SELECT carrier_id, carrier_account, account_number, status, COUNT(*), MIN(created_at) FROM label_work
            WHERE %s GROUP BY carrier_id, carrier_account, account_number, status""";

    private final Database database;
    private final Clock clock;

    public LabelLanes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Labels of one customer in one state that stay with one account, or with none yet. */
    private record Group(
            String carrier, @Nullable String account, String customer, String status, long count, long oldest) {
        boolean waits() {
            return !status.equals("requesting");
        }

        boolean isOf(LaneRow lane, List<LaneRow> lanes) {
            return lane.account().carrier().equals(carrier)
                    && (account == null
                            ? lane.share(lanes).takes(customer)
                            : lane.account().name().equals(account));
        }
    }

    /** Every account that a route works for or for which something waits, and what no account makes. */
    public List<LaneStanding> all() {
        return database.read(connection -> {
            long now = clock.millis();
            List<Group> left = new ArrayList<>(groups(connection));
            Map<String, String> names = names(connection);
            Map<String, List<LaneRow>> byCarrier = new TreeMap<>();
            for (LaneRow lane : LaneRow.all(connection)) {
                byCarrier
                        .computeIfAbsent(lane.account().carrier(), any -> new ArrayList<>())
                        .add(lane);
            }
            List<LaneStanding> standings = new ArrayList<>();
            for (List<LaneRow> lanes : byCarrier.values()) {
                List<LaneRow> working =
                        lanes.stream().filter(lane -> lane.isWorking(now)).toList();
                for (LaneRow lane : working) {
                    List<Group> own = take(left, lane, working);
                    standings.add(standing(connection, lane, own, names, now));
                }
            }
            for (String carrier :
                    new TreeSet<>(left.stream().map(Group::carrier).toList())) {
                List<Group> own = left.stream()
                        .filter(group -> group.carrier().equals(carrier))
                        .toList();
                standings.add(standing(carrier, null, null, Optional.empty(), own, null, names));
            }
            return List.copyOf(standings);
        });
    }

    private static List<Group> take(List<Group> left, LaneRow lane, List<LaneRow> lanes) {
        List<Group> own = left.stream().filter(group -> group.isOf(lane, lanes)).toList();
        left.removeAll(own);
        return own;
    }

    private LaneStanding standing(
            Connection connection, LaneRow lane, List<Group> groups, Map<String, String> names, long now)
            throws SQLException {
        long waiting =
                groups.stream().filter(Group::waits).mapToLong(Group::count).sum();
        String rate = lane.rate();
        Instant last = null;
        if (waiting > 0) {
            last = rate == null
                    ? Instant.ofEpochMilli(now)
                    : CallForecast.nth(connection, lane.account(), Rate.parse(rate), waiting, now);
        }
        Optional<BudgetStatus> budget = BudgetStatus.of(connection, lane.account(), now);
        return standing(
                lane.account().carrier(), lane, rate, budget, groups, last == null ? null : last.toString(), names);
    }

    private static LaneStanding standing(
            String carrier,
            @Nullable LaneRow lane,
            @Nullable String rate,
            Optional<BudgetStatus> budget,
            List<Group> groups,
            @Nullable String lastExpected,
            Map<String, String> names) {
        Map<String, Long> states = new TreeMap<>();
        Map<String, Long> customers = new HashMap<>();
        groups.forEach(group -> states.merge(group.status(), group.count(), Long::sum));
        groups.stream()
                .filter(Group::waits)
                .forEach(group -> customers.merge(group.customer(), group.count(), Long::sum));
        return new LaneStanding(
                carrier,
                lane == null ? null : lane.account().name(),
                lane == null ? null : lane.owner(),
                rate,
                budget.map(BudgetStatus::limits).orElse(List.of()),
                budget.map(BudgetStatus::pausedUntilUtc).orElse(null),
                budget.map(BudgetStatus::pauseReason).orElse(null),
                customers.values().stream().mapToLong(Long::longValue).sum(),
                states,
                groups.stream()
                        .filter(Group::waits)
                        .map(Group::oldest)
                        .min(Comparator.naturalOrder())
                        .map(oldest -> Instant.ofEpochMilli(oldest).toString())
                        .orElse(null),
                lastExpected,
                customers.entrySet().stream()
                        .map(entry -> new LaneStanding.Customer(
                                entry.getKey(), names.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()))
                        .sorted(Comparator.comparingLong(LaneStanding.Customer::waiting)
                                .reversed()
                                .thenComparing(LaneStanding.Customer::accountNumber))
                        .toList());
    }

    private static List<Group> groups(Connection connection) throws SQLException {
        List<Group> groups = new ArrayList<>();
        for (String states : List.of(WaitingLabels.WAITING, "status = 'requesting'")) {
            groups.addAll(Sql.list(
                    connection,
                    GROUPS.formatted(states),
                    row -> new Group(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getLong(6))));
        }
        return groups;
    }

    private static Map<String, String> names(Connection connection) throws SQLException {
        Map<String, String> names = new HashMap<>();
        Sql.list(
                connection,
                "SELECT account_number, name FROM account",
                row -> names.put(row.getString(1), row.getString(2)) == null);
        return names;
    }
}
