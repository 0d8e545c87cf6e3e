package io.caravanserai.shipment;

import io.caravanserai.event.Ids;
import io.caravanserai.page.PageLinks;
import io.caravanserai.page.PageToken;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingKey;
import io.caravanserai.tracking.TrackingKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shipments that were labelled elsewhere and are followed by their tracking number. */
public final class TrackerStore {
    private final Database database;
    private final TrackingKeys keys;
    private final PageLinks pages;

    public TrackerStore(Database database, Outbox outbox, PageLinks pages) {
        this.database = database;
        this.pages = pages;
        this.keys = new TrackingKeys(database.dialect(), outbox);
    }

    /** One tracker asked for; {@code uuidRef} is null when the customer has none. */
    record Draft(
            String carrier,
            String number,
            @Nullable String uuidRef,
            String metaData,
            String references,
            String request) {}

    /** What became of one tracker: its shipment, or null when its uuid_ref belongs to another. */
    record Result(
            @Nullable String id, @Nullable String uuidRef, @Nullable String pageUrl, boolean existed, long createdAt) {
        private static Result of(Followed shipment, boolean existed) {
            return new Result(shipment.id(), shipment.uuidRef(), shipment.pageUrl(), existed, shipment.createdAt());
        }
    }

    record Results(List<Result> results, List<Outbox.Notification> notifications) {}

    private record Followed(String id, String uuidRef, String pageUrl, long createdAt) {}

    /** Makes those that the account does not follow yet, in one transaction; results are in the order of the drafts. */
    Results create(String account, List<Draft> drafts, long now) {
        return database.write(connection -> create(connection, account, drafts, now));
    }

    private Results create(Connection connection, String account, List<Draft> drafts, long now) throws SQLException {
        Map<String, List<String>> numbers = drafts.stream()
                .collect(Collectors.groupingBy(Draft::carrier, Collectors.mapping(Draft::number, Collectors.toList())));
        Map<List<String>, Followed> followed = new HashMap<>();
        // one lock order for all callers: the locks of all carriers are taken at once
        keys.lock(connection, numbers);
        for (Map.Entry<String, List<String>> carrier : numbers.entrySet()) {
            followed.putAll(followed(connection, account, carrier.getKey(), carrier.getValue()));
        }
        List<Result> results = new ArrayList<>();
        List<TrackingKey> added = new ArrayList<>();
        for (Draft draft : drafts) {
            List<String> number = List.of(draft.carrier(), draft.number());
            Followed known = followed.get(number);
            if (known != null) {
                results.add(Result.of(known, true));
                continue;
            }
            Followed made = insert(connection, account, draft, now);
            if (made == null) {
                results.add(new Result(null, draft.uuidRef(), null, false, now));
                continue;
            }
            followed.put(number, made);
            results.add(Result.of(made, false));
            added.add(new TrackingKey(
                    draft.carrier(), draft.number(), TrackingKey.Kind.TRACKING, made.id(), null, account));
        }
        return new Results(List.copyOf(results), added.isEmpty() ? List.of() : keys.add(connection, added, now));
    }

    private Map<List<String>, Followed> followed(
            Connection connection, String account, String carrier, List<String> numbers) throws SQLException {
        Map<List<String>, Followed> found = new HashMap<>();
        Sql.listIn(
                connection,
                """
                SELECT k.key_value, s.id, s.uuid_ref, s.created_at, s.page_token
                FROM tracking_key k JOIN shipment s ON s.id = k.shipment_id
                WHERE k.account_number = ? AND k.kind = 'tracking' AND k.carrier_id = ? AND k.key_value IN""",
                row -> found.put(
                                List.of(carrier, row.getString(1)),
                                new Followed(row.getString(2), row.getString(3), url(connection, row), row.getLong(4)))
                        == null,
                numbers,
                account,
                carrier);
        return found;
    }

    private String url(Connection connection, ResultSet row) throws SQLException {
        String token = row.getString(5);
        return token == null ? pages.of(connection, row.getString(2)) : pages.at(token);
    }

    private @Nullable Followed insert(Connection connection, String account, Draft draft, long now)
            throws SQLException {
        String id = Ids.next(now);
        String uuidRef = draft.uuidRef() == null ? id : draft.uuidRef();
        String pageToken = PageToken.next();
        int made = Sql.update(
                connection,
                """
                INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, carrier_service, tracking_level,
                    carrier_tracking_id, manifest_status, label_status, meta_data, shipment_refs, request, page_token,
                    created_at, updated_at)
                VALUES (?,?,?,'tracker',?,NULL,'shipment',?,'ok','none',?,?,?,?,?,?) ON CONFLICT DO NOTHING""",
                id,
                account,
                uuidRef,
                draft.carrier(),
                draft.number(),
                draft.metaData(),
                draft.references(),
                draft.request(),
                pageToken,
                now,
                now);
        return made == 1 ? new Followed(id, uuidRef, pages.at(pageToken), now) : null;
    }
}
