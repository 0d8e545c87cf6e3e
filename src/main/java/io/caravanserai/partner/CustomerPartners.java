package io.caravanserai.partner;

import io.caravanserai.delivery.EndpointView;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.partner.CarrierPartner.Contact;
import io.caravanserai.partner.CustomerPartner.ApiKey;
import io.caravanserai.partner.CustomerPartner.Line;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how customers stand. */
final class CustomerPartners {
    private static final String LINES =
            """
            SELECT a.*, (SELECT COUNT(*) FROM api_key k
                    WHERE k.account_number = a.account_number AND k.revoked_at IS NULL) AS good_keys,
                (SELECT MAX(k.used_at) FROM api_key k WHERE k.account_number = a.account_number) AS last_use,
                (SELECT COUNT(*) FROM subscription s
                    WHERE s.account_number = a.account_number AND s.status <> 'deleted') AS endpoints,
                (SELECT COUNT(*) FROM subscription s WHERE s.account_number = a.account_number
                    AND (s.status = 'disabled' OR (s.status = 'active' AND s.failing_since IS NOT NULL))) AS failing,
                (SELECT COUNT(*) FROM subscription s JOIN pause p ON p.kind = 'lane' AND p.subject = s.id
                    WHERE s.account_number = a.account_number AND s.status <> 'deleted') AS paused
            FROM account a WHERE""";

    private final Database database;
    private final Endpoints endpoints;
    private final RouteLines routes;

    CustomerPartners(Database database, Endpoints endpoints, RouteLines routes) {
        this.database = database;
        this.endpoints = endpoints;
        this.routes = routes;
    }

    /**
     * Customers by account number.
     *
     * @param words a part of the name, or the account number; empty for all
     * @param after the last account number of the page before; empty for the first
     */
    List<Line> page(String words, String after, int limit) {
        String like = "%" + escaped(words) + "%";
        return database.read(connection -> Sql.list(
                connection,
                LINES
                        + """
                         a.account_number > ? AND (LOWER(a.name) LIKE ? ESCAPE '!' OR LOWER(a.account_number) LIKE ? ESCAPE '!')
                        ORDER BY a.account_number LIMIT ?""",
                CustomerPartners::line,
                after,
                like,
                like,
                limit));
    }

    private static String escaped(String words) {
        return words.strip()
                .toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    Optional<CustomerPartner> of(String account) {
        Optional<Line> line = database.read(
                connection -> Sql.first(connection, LINES + " a.account_number = ?", CustomerPartners::line, account));
        return line.map(found -> {
            List<EndpointView> own = endpoints.of(account);
            List<RouteLine> files = filesOf(account);
            return new CustomerPartner(found, contacts(found, own, account), keys(account), own, files);
        });
    }

    /** Routes that make its files, and those that fetch what it says of them. */
    private List<RouteLine> filesOf(String account) {
        List<String> names = routes.facts().byRoute().values().stream()
                .filter(said -> RouteFacts.account(said).filter(account::equals).isPresent())
                .flatMap(said -> RouteFacts.customer(said).stream())
                .toList();
        return routes.which(
                said -> RouteFacts.customer(said).filter(names::contains).isPresent());
    }

    private List<Contact> contacts(Line line, List<EndpointView> own, String account) {
        List<Contact> contacts = new ArrayList<>();
        add(contacts, "call", line.lastUseUtc());
        add(
                contacts,
                "webhook",
                own.stream()
                        .map(EndpointView::lastDeliveredUtc)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
        long file = database.read(connection -> Sql.number(
                connection,
                """
                SELECT MAX(b.sent_at) FROM edi_outlet o JOIN edi_outbox b ON b.outlet = o.name
                WHERE o.account_number = ?""",
                account));
        add(contacts, "file", file == 0 ? null : Instant.ofEpochMilli(file).toString());
        contacts.sort(Comparator.comparing(Contact::atUtc).reversed());
        return contacts;
    }

    private static void add(List<Contact> contacts, String what, @Nullable String at) {
        if (at != null) {
            contacts.add(new Contact(what, at));
        }
    }

    private List<ApiKey> keys(String account) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT * FROM api_key WHERE account_number = ? AND revoked_at IS NULL
                ORDER BY created_at, key_hash""",
                row -> new ApiKey(
                        row.getString("key_hash").substring(0, 16),
                        row.getString("hint"),
                        row.getString("scopes"),
                        Instant.ofEpochMilli(row.getLong("created_at")).toString(),
                        utc(row.getLong("used_at"))),
                account));
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getString("account_number"),
                row.getString("name"),
                row.getInt("sandbox") == 1,
                row.getLong("good_keys"),
                row.getLong("endpoints"),
                row.getLong("failing"),
                row.getLong("paused"),
                utc(row.getLong("last_use")),
                Instant.ofEpochMilli(row.getLong("created_at")).toString());
    }

    private static @Nullable String utc(long epochMillis) {
        return epochMillis == 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
    }
}
