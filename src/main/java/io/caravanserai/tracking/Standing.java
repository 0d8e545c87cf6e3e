package io.caravanserai.tracking;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each tracking number of a batch stands: read once, moved by events in memory, written once. */
final class Standing {
    private static final String UPSERT_PROGRESS =
            """
            INSERT INTO tracking_progress (carrier_id, carrier_tracking_id, progress) VALUES (?,?,?)
            ON CONFLICT (carrier_id, carrier_tracking_id) DO UPDATE SET progress = excluded.progress""";

    private static final String UPSERT_STATUS =
            """
            INSERT INTO tracking_status (carrier_id, carrier_tracking_id, event_id, milestone, code, sub_code,
                event_rank, terminal, occurred_at, updated_at)
            VALUES (?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (carrier_id, carrier_tracking_id) DO UPDATE SET event_id = excluded.event_id,
                milestone = excluded.milestone, code = excluded.code, sub_code = excluded.sub_code,
                event_rank = excluded.event_rank, terminal = excluded.terminal, occurred_at = excluded.occurred_at,
                updated_at = excluded.updated_at""";

    /** One carrier's tracking number. */
    private record TrackingNumber(String carrier, String number) {}

    private final Map<TrackingNumber, Progress> before = new HashMap<>();
    private final Map<TrackingNumber, Progress> now = new HashMap<>();
    private final Set<TrackingNumber> replayed = new HashSet<>();

    private Standing() {}

    /** @param corrected numbers of kept events that events of this batch replace */
    static Standing read(Connection connection, Collection<TrackingEvent> events, Map<String, Set<String>> corrected)
            throws SQLException {
        Standing standing = new Standing();
        Map<String, Set<String>> numbers = new HashMap<>();
        events.forEach(event -> numbers.computeIfAbsent(event.carrierId(), any -> new HashSet<>())
                .add(event.carrierTrackingId()));
        corrected.forEach((carrier, some) -> {
            numbers.computeIfAbsent(carrier, any -> new HashSet<>()).addAll(some);
            some.forEach(number -> standing.replayed.add(new TrackingNumber(carrier, number)));
        });
        for (Map.Entry<String, Set<String>> carrier : numbers.entrySet()) {
            Sql.listIn(
                    connection,
                    "SELECT carrier_tracking_id, progress FROM tracking_progress WHERE carrier_id = ? AND carrier_tracking_id IN",
                    row -> standing.before.put(
                                    new TrackingNumber(carrier.getKey(), row.getString(1)),
                                    Json.read(row.getString(2).getBytes(StandardCharsets.UTF_8), Progress.class))
                            == null,
                    carrier.getValue(),
                    carrier.getKey());
        }
        standing.now.putAll(standing.before);
        return standing;
    }

    /**
     * Moves the number of an event.
     *
     * @param replaced whether another event stands for this one
     * @return the event, flagged when a later one came before it
     */
    TrackingEvent move(TrackingEvent event, boolean replaced) {
        TrackingNumber number = new TrackingNumber(event.carrierId(), event.carrierTrackingId());
        Progress progress = now.getOrDefault(number, Progress.NONE);
        Mark mark = Mark.of(event);
        now.put(number, replaced ? progress.seen(mark) : progress.with(mark));
        return progress.isPast(mark) ? event.asOutOfOrder() : event;
    }

    /** Writes what changed; the events themselves must be in the store already. */
    void write(Connection connection, long at) throws SQLException {
        for (TrackingNumber number : replayed) {
            // an event that counted counts no longer: only all events together tell where the number stands
            Progress seen = now.getOrDefault(number, Progress.NONE);
            Progress counted = Progress.of(EventRows.of(connection, number.carrier(), List.of(number.number())));
            now.put(
                    number,
                    new Progress(
                            counted.latest(),
                            counted.handedOver(),
                            counted.afterwards(),
                            seen.newestAt(),
                            seen.newestRank()));
        }
        List<@Nullable Object[]> progressRows = new ArrayList<>();
        List<@Nullable Object[]> statusRows = new ArrayList<>();
        List<@Nullable Object[]> without = new ArrayList<>();
        now.forEach((number, progress) -> {
            Progress old = before.getOrDefault(number, Progress.NONE);
            if (!progress.equals(old)) {
                progressRows.add(new Object[] {number.carrier(), number.number(), Json.text(progress)});
            }
            Mark status = progress.status();
            if (status == null && old.status() != null) {
                without.add(new Object[] {number.carrier(), number.number()});
            } else if (status != null && (!status.equals(old.status()) || progress.ended() != old.ended())) {
                statusRows.add(statusRow(number, status, progress.ended(), at));
            }
        });
        Sql.batch(connection, UPSERT_PROGRESS, progressRows);
        Sql.batch(connection, UPSERT_STATUS, statusRows);
        Sql.batch(connection, "DELETE FROM tracking_status WHERE carrier_id = ? AND carrier_tracking_id = ?", without);
    }

    private static @Nullable Object[] statusRow(TrackingNumber number, Mark status, boolean ended, long at) {
        return new @Nullable Object[] {
            number.carrier(),
            number.number(),
            status.id(),
            status.milestone(),
            status.code(),
            status.subCode(),
            status.rank(),
            ended,
            status.at(),
            at
        };
    }
}
