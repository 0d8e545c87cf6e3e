package io.caravanserai.attention;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whom something is about.
 *
 * @param account the account's number
 * @param name by which people know the customer
 */
record Customer(String account, String name) {
    private static final String OF =
            """
            SELECT t.%2$s AS id, a.account_number, a.name AS account_name
            FROM %1$s t JOIN account a ON a.account_number = t.account_number WHERE t.%2$s IN""";

    /** What a matter about the customer tells beside its words. */
    Map<String, String> details() {
        return Map.of("account", account, "customer", name);
    }

    static Customer of(ResultSet row) throws SQLException {
        return new Customer(row.getString("account_number"), row.getString("account_name"));
    }

    /** By account number. */
    static Map<String, Customer> ofAccounts(Database database, Collection<String> numbers) {
        return find(database, OF.formatted("account", "account_number"), numbers);
    }

    /** By the id of a subscription. */
    static Map<String, Customer> ofSubscriptions(Database database, Collection<String> ids) {
        return find(database, OF.formatted("subscription", "id"), ids);
    }

    /** By the id of a webhook message. */
    static Map<String, Customer> ofDeliveries(Database database, Collection<String> ids) {
        return find(database, OF.formatted("delivery", "id"), ids);
    }

    private static Map<String, Customer> find(Database database, String sql, Collection<String> ids) {
        return database
                .read(connection -> Sql.listIn(connection, sql, row -> Map.entry(row.getString("id"), of(row)), ids))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
