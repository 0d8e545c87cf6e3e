package io.caravanserai.journey;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds shipments by any id or reference: of shipment, parcel, tracking number, event, webhook message, or what customer,
 * shipper and receiver call it. Every look-up is by an index, whatever the number of shipments.
 */
public final class ShipmentSearch {
    /** Keeps both databases from reading all newest shipments in the hope of meeting one that was found. */
    static final String FOUND =
            """
            WITH RECURSIVE carriers(id) AS (SELECT MIN(carrier_id) FROM tracking_key
                UNION ALL SELECT (SELECT MIN(t.carrier_id) FROM tracking_key t WHERE t.carrier_id > carriers.id)
                    FROM carriers WHERE carriers.id IS NOT NULL),
              found(shipment_id) AS (SELECT id FROM shipment WHERE id IN (?,?,?)
                UNION SELECT id FROM shipment WHERE uuid_ref IN (?,?,?)
                UNION SELECT id FROM shipment WHERE receiver_ref IS NOT NULL AND receiver_ref IN (?,?,?)
                UNION SELECT shipment_id FROM parcel WHERE id IN (?,?,?)
                UNION SELECT shipment_id FROM parcel WHERE uuid_ref IN (?,?,?)
                UNION SELECT k.shipment_id FROM carriers CROSS JOIN tracking_key k
                    WHERE k.carrier_id = carriers.id AND k.key_value IN (?,?,?)
                UNION SELECT SUBSTR(order_key, LENGTH(subscription_id) + 2) FROM delivery WHERE id IN (?,?,?)
                UNION SELECT k.shipment_id FROM tracking_event_key i
                    JOIN tracking_event e ON e.seq = i.seq AND e.stored_at = i.stored_at
                    JOIN tracking_key k ON k.carrier_id = e.carrier_id AND k.key_value = e.carrier_tracking_id
                    WHERE i.id IN (?,?,?) AND k.kind <> 'reference')
            SELECT s.id, s.updated_at FROM found CROSS JOIN shipment s
            WHERE s.id = found.shipment_id AND (s.updated_at, s.id) < (?, ?)
            ORDER BY s.updated_at DESC, s.id DESC LIMIT ?""";

    private static final int LOOK_UPS = 8;

    static final String NEWEST =
            """
            SELECT id, updated_at FROM shipment WHERE (updated_at, id) < (?, ?)
            ORDER BY updated_at DESC, id DESC LIMIT ?""";

    static final String UNCLAIMED =
            """
            WITH RECURSIVE carriers(id) AS (SELECT MIN(carrier_id) FROM tracking_event
                UNION ALL SELECT (SELECT MIN(t.carrier_id) FROM tracking_event t WHERE t.carrier_id > carriers.id)
                    FROM carriers WHERE carriers.id IS NOT NULL),
              found(carrier_id, carrier_tracking_id) AS (
                SELECT e.carrier_id, e.carrier_tracking_id FROM carriers CROSS JOIN tracking_event e
                    WHERE e.carrier_id = carriers.id AND e.carrier_tracking_id IN (?,?,?)
                UNION SELECT r.carrier_id, r.carrier_tracking_id FROM carriers CROSS JOIN tracking_event_reference r
                    WHERE r.carrier_id = carriers.id AND r.key_value IN (?,?,?)
                UNION SELECT e.carrier_id, e.carrier_tracking_id FROM tracking_event_key i
                    JOIN tracking_event e ON e.seq = i.seq AND e.stored_at = i.stored_at WHERE i.id IN (?,?,?))
            SELECT f.carrier_id, f.carrier_tracking_id FROM found f
            WHERE NOT EXISTS (SELECT 1 FROM tracking_key k WHERE k.carrier_id = f.carrier_id
                AND k.key_value = f.carrier_tracking_id AND k.kind <> 'reference')
            ORDER BY f.carrier_id, f.carrier_tracking_id LIMIT ?""";

    private static final int MOST_UNCLAIMED = 50;

    private final Database database;

    public ShipmentSearch(Database database) {
        this.database = database;
    }

    /**
     * A place in the list.
     *
     * @param updatedAt epoch milliseconds
     */
    public record Cursor(long updatedAt, String id) {
        static final Cursor START = new Cursor(Long.MAX_VALUE, "");

        /** Empty for text that is none. */
        public static Optional<Cursor> of(String text) {
            int dot = text.indexOf('.');
            return dot > 0 && text.substring(0, dot).matches("\\d{1,18}")
                    ? Optional.of(new Cursor(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return updatedAt + "." + id;
        }
    }

    /**
     * A page of the list, the latest changed first.
     *
     * @param next where the next page begins; null on the last
     */
    public record Page(List<ShipmentLine> shipments, @Nullable String next) {
        public Page {
            shipments = List.copyOf(shipments);
        }
    }

    private record Hit(String id, long updatedAt) {}

    /**
     * @param query an id or a reference; without any, all shipments
     * @param before where the page begins; empty for the first, which also has the numbers that no shipment has
     */
    public Page find(@Nullable String query, Optional<Cursor> before, int limit) {
        String asked = query == null ? "" : query.strip();
        return database.read(connection -> {
            List<ShipmentLine> lines = new ArrayList<>();
            if (!asked.isEmpty() && before.isEmpty()) {
                lines.addAll(unclaimed(connection, spellings(asked)));
            }
            List<Hit> hits = hits(connection, asked, before.orElse(Cursor.START), limit + 1);
            boolean more = hits.size() > limit;
            for (Hit hit : more ? hits.subList(0, limit) : hits) {
                lines.add(ShipmentLines.ofShipment(connection, hit.id()).orElseThrow());
            }
            Hit last = hits.isEmpty() ? null : hits.get(Math.min(limit, hits.size()) - 1);
            return new Page(lines, more && last != null ? new Cursor(last.updatedAt(), last.id()).toString() : null);
        });
    }

    /** As it was typed, in capitals, and without the spaces and dashes that people read numbers with. */
    private static List<String> spellings(String asked) {
        String upper = asked.toUpperCase(Locale.ROOT);
        return List.of(asked, upper, upper.replaceAll("[\\s-]", ""));
    }

    private static List<Hit> hits(Connection connection, String asked, Cursor before, int limit) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        if (!asked.isEmpty()) {
            for (int i = 0; i < LOOK_UPS; i++) {
                parameters.addAll(spellings(asked));
            }
        }
        parameters.addAll(List.of(before.updatedAt(), before.id(), limit));
        return Sql.list(
                connection,
                asked.isEmpty() ? NEWEST : FOUND,
                row -> new Hit(row.getString(1), row.getLong(2)),
                parameters.toArray());
    }

    private static List<ShipmentLine> unclaimed(Connection connection, List<String> spellings) throws SQLException {
        List<Object> parameters = new ArrayList<>(spellings);
        parameters.addAll(spellings);
        parameters.addAll(spellings);
        parameters.add(MOST_UNCLAIMED);
        List<ShipmentLine> lines = new ArrayList<>();
        for (String[] number : Sql.list(
                connection,
                UNCLAIMED,
                row -> new String[] {row.getString(1), row.getString(2)},
                parameters.toArray())) {
            ShipmentLines.ofNumber(connection, number[0], number[1]).ifPresent(lines::add);
        }
        return lines;
    }

    static String utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
