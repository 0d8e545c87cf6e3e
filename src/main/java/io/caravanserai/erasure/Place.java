package io.caravanserai.erasure;

import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column that may tell of a person, outside of the person's own shipments.
 *
 * @param keys what names a row
 */
record Place(String table, List<String> keys, String column, Form form) {
    /** What a column holds, and what becomes of a row that tells of the person. */
    enum Form {
        /** JSON: its texts are replaced. */
        JSON,
        /** Words: replaced as a whole. */
        TEXT,
        /** Bytes as a partner sent or gets them: what tells of the person is blotted out in its place. */
        BYTES,
        /** Of no use without them: the row goes. */
        ROW
    }

    /** Every column of text or bytes that carriers, customers or visitors fill, but for keys and codes. */
    static final List<Place> ALL = List.of(
            new Place("shipment", List.of("id"), "request", Form.JSON),
            new Place("shipment", List.of("id"), "prepared", Form.JSON),
            new Place("shipment", List.of("id"), "preparation", Form.JSON),
            new Place("shipment", List.of("id"), "meta_data", Form.JSON),
            new Place("shipment", List.of("id"), "shipment_refs", Form.JSON),
            new Place("parcel", List.of("id"), "meta_data", Form.JSON),
            new Place("parcel", List.of("id"), "items", Form.JSON),
            new Place("label_work", List.of("id"), "error", Form.JSON),
            new Place("label_outcome", List.of("seq"), "error", Form.JSON),
            new Place("label_aggregate", List.of("exchange_id"), "body", Form.ROW),
            new Place("idempotency_key", List.of("account_number", "key_value"), "answer", Form.JSON),
            new Place("tracking_event", List.of("seq", "stored_at"), "envelope", Form.JSON),
            new Place("unmapped_code", List.of("carrier_id", "code"), "description", Form.TEXT),
            new Place("delivery", List.of("id"), "body", Form.JSON),
            new Place("delivery", List.of("id"), "last_error", Form.TEXT),
            new Place("delivery_attempt", List.of("delivery_id", "n"), "answer", Form.TEXT),
            new Place("delivery_attempt", List.of("delivery_id", "n"), "error", Form.TEXT),
            new Place("edi_event", List.of("seq"), "body", Form.JSON),
            new Place("edi_outbox", List.of("outlet", "control_number"), "body", Form.BYTES),
            new Place("edi_outbox", List.of("outlet", "control_number"), "ack_words", Form.TEXT),
            new Place("dead_letter", List.of("id"), "raw", Form.BYTES),
            new Place("dead_letter", List.of("id"), "reason", Form.TEXT),
            new Place("alert", List.of("id"), "words", Form.TEXT),
            new Place("behaviour_session", List.of("id"), "context", Form.JSON));

    private boolean isBytes() {
        return column.equals("raw") || (column.equals("body") && !table.equals("label_aggregate"));
    }

    /** Rewrites or deletes the rows that have what is the person's alone; each is looked at again before. */
    void erase(Work work, Traces traces) {
        for (@Nullable Object[] key : work.read(connection -> found(connection, traces))) {
            work.write((connection, tally) -> erase(connection, key, traces, tally));
        }
    }

    private List<@Nullable Object[]> found(Connection connection, Traces traces) throws SQLException {
        List<@Nullable Object[]> keys = new ArrayList<>();
        String names = String.join(", ", this.keys);
        String look = isBytes()
                ? column + " IS NOT NULL"
                : traces.own().stream()
                        .map(any -> "LOWER(" + column + ") LIKE ? ESCAPE '!'")
                        .collect(Collectors.joining(" OR "));
        Object[] parameters = isBytes()
                ? new Object[0]
                : traces.own().stream().map(Place::like).toArray();
        Sql.each(
                connection,
                "SELECT " + names + ", " + column + " FROM " + table + " WHERE " + look,
                row -> {
                    if (traces.ownIn(text(row.getObject(column)))) {
                        @Nullable Object[] key = new @Nullable Object[this.keys.size()];
                        for (int i = 0; i < key.length; i++) {
                            key[i] = row.getObject(i + 1);
                        }
                        keys.add(key);
                    }
                    return true;
                },
                parameters);
        return keys;
    }

    private static String like(String value) {
        return "%" + value.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    /** As the shipment's own transaction counts it: by its first key. */
    private static Object rowName(@Nullable Object[] key) {
        return key[0] instanceof Number number ? number.longValue() : String.valueOf(key[0]);
    }

    private Object clean(Object old, Traces traces) {
        return switch (form) {
            case BYTES -> Scrub.bytes((byte[]) old, traces.own());
            case JSON -> {
                String clean = Scrub.json(text(old), traces::ownIn);
                yield isBytes() ? clean.getBytes(StandardCharsets.UTF_8) : clean;
            }
            default -> Scrub.ERASED;
        };
    }

    private void erase(Connection connection, @Nullable Object[] key, Traces traces, Tally tally) throws SQLException {
        String where = " WHERE " + keys.stream().map(each -> each + " = ?").collect(Collectors.joining(" AND "));
        if (form == Form.ROW) {
            Sql.update(connection, "DELETE FROM " + table + where, key);
            tally.deleted(table, rowName(key));
            return;
        }
        Optional<Object> old =
                Sql.first(connection, "SELECT " + column + " FROM " + table + where, row -> row.getObject(1), key);
        if (old.isEmpty() || !traces.ownIn(text(old.get()))) {
            return;
        }
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(clean(old.get(), traces));
        parameters.addAll(Arrays.asList(key));
        Sql.update(connection, "UPDATE " + table + " SET " + column + " = ?" + where, parameters.toArray());
        tally.rewritten(table, rowName(key));
    }
}
