package io.caravanserai.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Takes a person out of one of the person's shipments and of all that belongs to it, in one transaction. The shipment
 * stays, with its numbers, states and times, for the customer's books.
 *
 * @param mine whether an address, by its role, is the person's
 */
record OwnShipment(String id, Traces traces, BiPredicate<String, JsonNode> mine) {
    void erase(Connection connection, Tally tally) throws SQLException {
        String account = Sql.first(
                        connection, "SELECT account_number FROM shipment WHERE id = ?", row -> row.getString(1), id)
                .orElse("");
        for (String column : List.of("request", "prepared")) {
            rewrite(connection, tally, "shipment", column, "id", this::withoutAddresses);
        }
        for (String column : List.of("preparation", "meta_data", "shipment_refs")) {
            rewrite(connection, tally, "shipment", column, "id", this::clean);
        }
        for (String column : List.of("meta_data", "items")) {
            rewrite(connection, tally, "parcel", column, "shipment_id", this::clean);
        }
        rewrite(connection, tally, "label_work", "error", "shipment_id", this::clean);
        rewrite(connection, tally, "label_outcome", "error", "shipment_id", this::clean);
        delete(connection, tally, "label_document", "parcel_id", "shipment_id = ?", id);
        delete(connection, tally, "label_aggregate", "exchange_id", "body LIKE ?", "%" + id + "%");
        events(connection, tally);
        deliveries(connection, tally, account);
        ediEvents(connection, tally);
        deadLetters(connection, tally);
    }

    private static void delete(
            Connection connection, Tally tally, String table, String key, String which, String parameter)
            throws SQLException {
        Sql.list(
                        connection,
                        "DELETE FROM " + table + " WHERE " + which + " RETURNING " + key,
                        row -> row.getObject(1),
                        parameter)
                .forEach(each -> tally.deleted(table, each));
    }

    @FunctionalInterface
    private interface Cleaning {
        String of(String text);
    }

    private String clean(String text) {
        return Scrub.json(text, traces::anyIn);
    }

    private String withoutAddresses(String text) {
        JsonNode request = Json.kept(text);
        request.at("/shipment/addresses").properties().forEach(role -> {
            if (role.getValue() instanceof ObjectNode address && mine.test(role.getKey(), address)) {
                Scrub.address(address);
            }
        });
        return Json.text(Scrub.leaves(request, traces::anyIn));
    }

    /** Every row of the shipment in that table whose column has to change. */
    private void rewrite(Connection connection, Tally tally, String table, String column, String of, Cleaning cleaning)
            throws SQLException {
        String key = table.equals("label_outcome") ? "seq" : "id";
        record Row(Object key, String text) {}
        for (Row row : Sql.list(
                connection,
                "SELECT " + key + ", " + column + " FROM " + table + " WHERE " + of + " = ? AND " + column
                        + " IS NOT NULL",
                each -> new Row(each.getObject(1), each.getString(2)),
                id)) {
            String clean = cleaning.of(row.text());
            if (!clean.equals(row.text())) {
                Sql.update(
                        connection,
                        "UPDATE " + table + " SET " + column + " = ? WHERE " + key + " = ?",
                        clean,
                        row.key());
                tally.rewritten(table, row.key() instanceof Number number ? number.longValue() : row.key());
            }
        }
    }

    private void events(Connection connection, Tally tally) throws SQLException {
        record Row(long seq, long storedAt, String envelope) {}
        for (Row row : Sql.list(
                connection,
                """
                SELECT DISTINCT e.seq, e.stored_at, e.envelope FROM tracking_key k
                JOIN tracking_event e ON e.carrier_id = k.carrier_id AND e.carrier_tracking_id = k.key_value
                WHERE k.shipment_id = ? AND k.kind <> 'reference'""",
                each -> new Row(each.getLong(1), each.getLong(2), each.getString(3)),
                id)) {
            String update = "UPDATE tracking_event SET envelope = ? WHERE seq = ? AND stored_at = ?";
            rewriteEvent(
                    tally,
                    "tracking_event",
                    row.seq(),
                    row.envelope(),
                    clean -> Sql.update(connection, update, clean, row.seq(), row.storedAt()));
        }
    }

    /** What was sent is gone; what waits goes without the person. */
    private void deliveries(Connection connection, Tally tally, String account) throws SQLException {
        record Row(String id, boolean waits, byte[] body) {}
        for (Row row : Sql.list(
                connection,
                "SELECT id, status, body FROM delivery WHERE account_number = ? AND order_key LIKE ?",
                each -> new Row(each.getString(1), each.getString(2).equals("pending"), each.getBytes(3)),
                account,
                "%/" + id)) {
            if (row.waits()) {
                String update = "UPDATE delivery SET body = ? WHERE id = ?";
                rewriteEvent(
                        tally,
                        "delivery",
                        row.id(),
                        new String(row.body(), UTF_8),
                        clean -> Sql.update(connection, update, clean.getBytes(UTF_8), row.id()));
            } else {
                Sql.update(connection, "DELETE FROM delivery_attempt WHERE delivery_id = ?", row.id());
                Sql.update(connection, "DELETE FROM delivery WHERE id = ?", row.id());
                tally.deleted("delivery", row.id());
            }
        }
    }

    private void ediEvents(Connection connection, Tally tally) throws SQLException {
        record Row(long seq, byte[] body) {}
        for (Row row : Sql.list(
                connection,
                "SELECT seq, body FROM edi_event WHERE id LIKE ?",
                each -> new Row(each.getLong(1), each.getBytes(2)),
                "% " + id + " %")) {
            String update = "UPDATE edi_event SET body = ? WHERE seq = ?";
            rewriteEvent(
                    tally,
                    "edi_event",
                    row.seq(),
                    new String(row.body(), UTF_8),
                    clean -> Sql.update(connection, update, clean.getBytes(UTF_8), row.seq()));
        }
    }

    @FunctionalInterface
    private interface Write {
        void of(String clean) throws SQLException;
    }

    private void rewriteEvent(Tally tally, String table, Object key, String text, Write write) throws SQLException {
        String clean = Scrub.event(text, traces::anyIn);
        if (!clean.equals(text)) {
            write.of(clean);
            tally.rewritten(table, key);
        }
    }

    /** Raw input about one of the shipment's numbers, which nobody could read and so nobody can rewrite. */
    private void deadLetters(Connection connection, Tally tally) throws SQLException {
        delete(
                connection,
                tally,
                "dead_letter",
                "id",
                """
                EXISTS (SELECT 1 FROM tracking_key k
                    WHERE k.shipment_id = ? AND k.kind <> 'reference' AND k.carrier_id = dead_letter.carrier_id
                    AND dead_letter.message_key IN (k.key_value, k.carrier_id || ':' || k.key_value))""",
                id);
    }
}
