package io.caravanserai.tracking;

import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether shipments are the caller's. */
public final class Ownership {
    private Ownership() {}

    /**
     * Returns when all of them are the account's.
     *
     * @throws HttpProblem 403 naming those of another account, else 404 naming those that do not exist: one of them
     *     refuses the whole call, so that an answer is never silently incomplete
     */
    public static void require(Connection connection, String account, Collection<String> shipmentIds)
            throws SQLException {
        Map<String, String> owners = new HashMap<>();
        Sql.listIn(
                connection,
                "SELECT id, account_number FROM shipment WHERE id IN",
                row -> owners.put(row.getString(1), row.getString(2)) == null,
                shipmentIds);
        List<String> foreign = shipmentIds.stream()
                .filter(id -> !owners.getOrDefault(id, account).equals(account))
                .toList();
        if (!foreign.isEmpty()) {
            throw HttpProblem.of(403, "Not a shipment of this account: " + listed(foreign));
        }
        List<String> unknown =
                shipmentIds.stream().filter(id -> !owners.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            throw HttpProblem.of(404, "No such shipment: " + listed(unknown));
        }
    }

    private static String listed(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(10, ids.size()))) + (ids.size() > 10 ? ", …" : "");
    }
}
