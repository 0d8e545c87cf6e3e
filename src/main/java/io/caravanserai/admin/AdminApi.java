package io.caravanserai.admin;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Read-only calls under {@code /admin}; the management server has checked the bearer token before. */
public final class AdminApi {
    private static final Map<String, String> COUNTS = counts();

    private final Database database;
    private final Supplier<? extends List<?>> carriers;
    private final Map<String, Supplier<?>> moreStats;
    private final Clock clock;

    /**
     * @param carriers what {@code GET /admin/carriers} lists, any JSON-able values
     * @param moreStats what other parts of the hub add to {@code GET /admin/stats}, by name
     */
    public AdminApi(
            Database database, Supplier<? extends List<?>> carriers, Map<String, Supplier<?>> moreStats, Clock clock) {
        this.database = database;
        this.carriers = carriers;
        this.moreStats = new LinkedHashMap<>(moreStats);
        this.clock = clock;
    }

    private static Map<String, String> counts() {
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("accounts", "SELECT COUNT(*) FROM account");
        counts.put("shipments", "SELECT COUNT(*) FROM shipment WHERE origin = 'created'");
        counts.put("trackers", "SELECT COUNT(*) FROM shipment WHERE origin = 'tracker'");
        counts.put("tracking_events", "SELECT COUNT(*) FROM tracking_event_key");
        counts.put("tracking_numbers", "SELECT COUNT(*) FROM tracking_status");
        counts.put("unmapped_codes", "SELECT COUNT(*) FROM unmapped_code");
        return counts;
    }

    /** {@code GET /admin/carriers}: 200 {@code {"carriers": [...]}}. */
    public HttpAnswer carriers(HttpCall call) {
        return HttpAnswer.json(200, Map.of("carriers", carriers.get()));
    }

    /**
     * {@code GET /admin/unmapped[?carrier=]}: 200 {@code {"unmapped": [{carrier_id, code, seen, description,
     * sample_event, sample, first_utc, last_utc}]}}, the most frequent first, at most 500; {@code code} is what a row of
     * codes.csv must name, {@code sample} says which raw message it came from.
     */
    public HttpAnswer unmapped(HttpCall call) {
        String carrier = call.queryParam("carrier").orElse("");
        List<Map<String, @Nullable Object>> codes = database.read(connection -> Sql.list(
                connection,
                """
                SELECT u.*, e.envelope FROM unmapped_code u LEFT JOIN tracking_event_key k ON k.id = u.sample_event
                LEFT JOIN tracking_event e ON e.seq = k.seq AND e.stored_at = k.stored_at
                WHERE ? = '' OR u.carrier_id = ? ORDER BY u.seen DESC, u.carrier_id, u.code LIMIT 500""",
                row -> {
                    Map<String, @Nullable Object> code = new LinkedHashMap<>();
                    code.put("carrier_id", row.getString("carrier_id"));
                    code.put("code", row.getString("code"));
                    code.put("seen", row.getLong("seen"));
                    code.put("description", row.getString("description"));
                    code.put("sample_event", row.getString("sample_event"));
                    code.put("sample", Samples.origin(row.getString("envelope")));
                    code.put(
                            "first_utc",
                            Instant.ofEpochMilli(row.getLong("first_at")).toString());
                    code.put(
                            "last_utc",
                            Instant.ofEpochMilli(row.getLong("last_at")).toString());
                    return code;
                },
                carrier,
                carrier));
        return HttpAnswer.json(200, Map.of("unmapped", codes));
    }

    /**
     * {@code GET /admin/stats}: 200 {@code {"time_utc", "accounts", "shipments", "trackers", "tracking_events",
     * "tracking_numbers", "unmapped_codes", "label_work": {status: count}, ...}} and what other parts add.
     */
    public HttpAnswer stats(HttpCall call) {
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("time_utc", clock.instant().toString());
        database.read(connection -> {
            for (Map.Entry<String, String> count : COUNTS.entrySet()) {
                stats.put(count.getKey(), Sql.number(connection, count.getValue()));
            }
            return stats.put("label_work", labelWork(connection)) == null;
        });
        moreStats.forEach((name, supplier) -> stats.put(name, supplier.get()));
        return HttpAnswer.json(200, stats);
    }

    private static Map<String, Long> labelWork(Connection connection) throws SQLException {
        Map<String, Long> byStatus = new LinkedHashMap<>();
        Sql.list(
                connection,
                "SELECT status, COUNT(*) FROM label_work GROUP BY status ORDER BY status",
                row -> byStatus.put(row.getString(1), row.getLong(2)) == null);
        return byStatus;
    }
}
