package io.caravanserai.journey;

import io.caravanserai.journey.Journey.ToldByFile;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.JourneyEvents.Kept;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which files of a customer tell of a shipment's events. */
final class EdiFilesTold {
    private static final String TOLD =
            """
            SELECT e.id, e.outlet, e.control_number, e.left_out, o.status, o.file_name, o.sent_at, o.ack_status,
                o.ack_words
            FROM edi_event e LEFT JOIN edi_outbox o ON o.outlet = e.outlet AND o.control_number = e.control_number
            WHERE e.outlet = ? AND e.id IN""";

    private EdiFilesTold() {}

    /** By the event's id. */
    static Map<String, List<ToldByFile>> of(Connection connection, String account, String shipmentId, List<Kept> events)
            throws SQLException {
        Set<String> ids = new HashSet<>();
        for (Kept kept : events) {
            // as the queue of files names them: an event, a shipment, and its parcel if it is about one
            String id = kept.event().event().id() + " " + shipmentId + " ";
            ids.add(id);
            if (kept.parcelId() != null) {
                ids.add(id + kept.parcelId());
            }
        }
        Map<String, List<ToldByFile>> files = new HashMap<>();
        for (String outlet : Sql.list(
                connection,
                "SELECT name FROM edi_outlet WHERE account_number = ? ORDER BY name",
                row -> row.getString(1),
                account)) {
            Sql.listIn(
                    connection,
                    TOLD,
                    row -> files.computeIfAbsent(row.getString("id").split(" ", 2)[0], any -> new ArrayList<>())
                            .add(told(row)),
                    ids,
                    outlet);
        }
        return files;
    }

    private static ToldByFile told(ResultSet row) throws SQLException {
        long control = row.getLong("control_number");
        long sent = row.getLong("sent_at");
        String status = row.getString("status");
        String waiting = row.getString("left_out") == null ? "waiting" : "left_out";
        return new ToldByFile(
                row.getString("outlet"),
                status == null ? waiting : status,
                control == 0 ? null : control,
                row.getString("file_name"),
                sent == 0 ? null : ShipmentSearch.utc(sent),
                acknowledged(row));
    }

    private static @Nullable String acknowledged(ResultSet row) throws SQLException {
        String status = row.getString("ack_status");
        String words = row.getString("ack_words");
        return status == null || words == null ? status : status + ": " + words;
    }
}
