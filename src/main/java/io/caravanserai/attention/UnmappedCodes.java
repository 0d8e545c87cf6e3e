package io.caravanserai.attention;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codes of carriers that no code table translates, those first that came last. */
final class UnmappedCodes implements Matters {
    /** How far apart messages may be read that were had at the same time. */
    private static final Duration ASIDE = Duration.ofHours(1);

    private final Database database;

    UnmappedCodes(Database database) {
        this.database = database;
    }

    @Override
    public Kind kind() {
        return Kind.UNMAPPED;
    }

    @Override
    public long count() {
        return database.read(connection ->
                Sql.number(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM unmapped_code LIMIT ?) u", COUNTED));
    }

    @Override
    public List<Listed> list(int limit, String before) {
        Cursor from = Cursor.parse(before);
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT u.*, e.envelope FROM (
                    SELECT * FROM unmapped_code WHERE last_at < ? OR (last_at = ? AND carrier_id || ' ' || code > ?)
                    ORDER BY last_at DESC, carrier_id || ' ' || code LIMIT ?) u
                LEFT JOIN tracking_event_key k ON k.id = u.sample_event
                LEFT JOIN tracking_event e ON e.seq = k.seq AND e.stored_at = k.stored_at
                ORDER BY u.last_at DESC, u.carrier_id || ' ' || u.code""",
                row -> {
                    String carrier = row.getString("carrier_id");
                    String code = row.getString("code");
                    long last = row.getLong("last_at");
                    return new Listed(
                            matter(
                                    carrier,
                                    code,
                                    row.getString("description"),
                                    row.getLong("seen"),
                                    Instant.ofEpochMilli(row.getLong("first_at")),
                                    Instant.ofEpochMilli(last),
                                    row.getString("envelope")),
                            new Cursor(last, carrier + " " + code).toString());
                },
                from.lastAt(),
                from.lastAt(),
                from.key(),
                limit));
    }

    private Matter matter(
            String carrier,
            String code,
            @Nullable String description,
            long seen,
            Instant first,
            Instant last,
            @Nullable String sample) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("carrier", carrier);
        details.put("code", code);
        details.put("description", description == null ? "" : description);
        details.put("sample", sample == null ? "" : sample);
        details.put("from", from(first, sample).toString());
        String says = description == null || description.isEmpty() ? "" : ", which says \"" + description + "\"";
        return new Matter(
                kind(),
                carrier + " " + code,
                carrier,
                carrier + " sends the code " + (code.isEmpty() ? "without a name" : code) + says
                        + ". No row of its code table tells what it means.",
                "Customers get these events as unmapped, and no status follows from them.",
                "Map the code; then have the messages since then read again, which sends what has become clear.",
                first,
                last,
                seen,
                details);
    }

    /** The first of its messages was had before its event was kept, and others that were kept later may have been still earlier. */
    private static Instant from(Instant first, @Nullable String sample) {
        Instant had = sample == null
                ? first
                : Instant.parse(Json.read(sample.getBytes(StandardCharsets.UTF_8), TrackingEvent.class)
                        .receivedUtc());
        return (had.isBefore(first) ? had : first).minus(ASIDE);
    }

    /** Where a page ends. */
    private record Cursor(long lastAt, String key) {
        static Cursor parse(String text) {
            int dot = text.indexOf('.');
            return dot > 0 && text.substring(0, dot).matches("[0-9]{1,18}")
                    ? new Cursor(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1))
                    : new Cursor(Long.MAX_VALUE, "");
        }

        @Override
        public String toString() {
            return lastAt + "." + key;
        }
    }
}
