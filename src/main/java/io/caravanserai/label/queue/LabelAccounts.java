package io.caravanserai.label.queue;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The accounts at carriers from which customers may choose: those that a route opened a lane for, on any node. */
public final class LabelAccounts {
    private LabelAccounts() {}

    /** Whether the account buys labels for the customer: it names the customer, or no customers at all. */
    public static boolean serves(Connection connection, String carrier, String account, String customer)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT customers FROM label_lane WHERE carrier_id = ? AND carrier_account = ?",
                        row -> List.of(row.getString(1).split(",", -1)),
                        carrier,
                        account)
                .filter(customers -> customers.equals(List.of("")) || customers.contains(customer))
                .isPresent();
    }
}
