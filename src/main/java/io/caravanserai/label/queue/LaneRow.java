package io.caravanserai.label.queue;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a lane: the labels of one account at a carrier.
 *
 * @param owner the node that worked on it last
 * @param leasedUntil until when it does, milliseconds since 1970
 * @param rate the account's limits; null for none
 * @param customers whose labels it makes; empty for all that no other account of the carrier names
 */
record LaneRow(CarrierAccount account, String owner, long leasedUntil, @Nullable String rate, Set<String> customers) {
    LaneRow {
        customers = Set.copyOf(customers);
    }

    /** Those of a carrier that a node works on now. */
    static List<LaneRow> working(Connection connection, String carrier, long clock) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM label_lane WHERE carrier_id = ? AND leased_until > ? ORDER BY carrier_account",
                LaneRow::read,
                carrier,
                clock);
    }

    /** All that ever were, also those whose route is gone. */
    static List<LaneRow> all(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT * FROM label_lane ORDER BY carrier_id, carrier_account", LaneRow::read);
    }

    private static LaneRow read(ResultSet row) throws SQLException {
        String customers = row.getString("customers");
        return new LaneRow(
                new CarrierAccount(row.getString("carrier_id"), row.getString("carrier_account")),
                row.getString("owner"),
                row.getLong("leased_until"),
                row.getString("rate"),
                customers.isEmpty() ? Set.of() : Set.of(customers.split(",", -1)));
    }

    boolean isWorking(long clock) {
        return leasedUntil > clock;
    }

    /** @param lanes all of the carrier that count, itself among them */
    LaneShare share(List<LaneRow> lanes) {
        Map<String, Set<String>> others = new HashMap<>();
        lanes.stream()
                .filter(other -> !other.equals(this))
                .forEach(other -> others.put(other.account().name(), other.customers()));
        return LaneShare.of(customers, others);
    }
}
