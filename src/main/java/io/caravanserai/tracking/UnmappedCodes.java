package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carrier codes that no code table translates: counted with a sample, forgotten once a corrected event replaces them. */
final class UnmappedCodes {
    private static final String UPSERT =
            """
            INSERT INTO unmapped_code (carrier_id, code, seen, description, sample_event, first_at, last_at)
            VALUES (?,?,?,?,?,?,?)
            ON CONFLICT (carrier_id, code) DO UPDATE SET seen = unmapped_code.seen + excluded.seen,
                description = COALESCE(unmapped_code.description, excluded.description), last_at = excluded.last_at""";

    private UnmappedCodes() {}

    static void count(Connection connection, List<TrackingEvent> events, long now) throws SQLException {
        Map<List<String>, @Nullable Object[]> rows = new LinkedHashMap<>();
        List<Object[]> solved = new ArrayList<>();
        for (TrackingEvent event : events) {
            String code = key(event.event().codes().carrier());
            if (isUnmapped(event)) {
                @Nullable
                Object[] row =
                        rows.computeIfAbsent(List.of(event.carrierId(), code), any -> firstRow(event, code, now));
                row[2] = (Long) row[2] + 1;
            } else if (event.event().replaces() != null) {
                solved.add(new Object[] {event.carrierId(), code});
            }
        }
        Sql.batch(connection, UPSERT, List.copyOf(rows.values()));
        Sql.batch(connection, "DELETE FROM unmapped_code WHERE carrier_id = ? AND code = ?", solved);
    }

    private static @Nullable Object[] firstRow(TrackingEvent event, String code, long now) {
        return new @Nullable Object[] {
            event.carrierId(),
            code,
            0L,
            event.event().codes().carrier().freetextDetail(),
            event.event().id(),
            now,
            now
        };
    }

    private static boolean isUnmapped(TrackingEvent event) {
        TrackingEvent.Codes.Gluey gluey = event.event().codes().gluey();
        return gluey.milestone().equals("other") && gluey.code().equals("unmapped");
    }

    /** As a row of codes.csv names it: the carrier's code and its further parts, joined by slashes. */
    private static String key(TrackingEvent.Codes.Carrier carrier) {
        String code = carrier.code() == null ? "" : carrier.code();
        return carrier.subCode() == null ? code : code + "/" + carrier.subCode();
    }
}
