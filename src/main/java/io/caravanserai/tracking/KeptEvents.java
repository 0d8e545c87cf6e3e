package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kept events of some tracking numbers, with which of them stands for which. */
public final class KeptEvents {
    private final Map<String, TrackingEvent> byId = new HashMap<>();
    private final Map<String, TrackingEvent> byReplaced = new HashMap<>();

    private KeptEvents() {}

    /** All events of these numbers of a carrier, those that were replaced included. */
    public static KeptEvents of(Connection connection, String carrier, Collection<String> numbers) throws SQLException {
        KeptEvents kept = new KeptEvents();
        List<TrackingEvent> events = Sql.listIn(
                connection,
                "SELECT envelope FROM tracking_event WHERE carrier_id = ? AND carrier_tracking_id IN",
                row -> EventRows.event(row, "envelope"),
                numbers,
                carrier);
        for (TrackingEvent event : events) {
            kept.byId.put(event.event().id(), event);
            String replaced = event.event().replaces();
            if (replaced != null) {
                kept.byReplaced.put(replaced, event);
            }
        }
        return kept;
    }

    /** The event that counts for the one that was made with this id; empty when none is kept. */
    public Optional<TrackingEvent> current(String id) {
        TrackingEvent current = byId.get(id);
        Set<String> seen = new HashSet<>();
        while (current != null && seen.add(current.event().id())) {
            TrackingEvent next = byReplaced.get(current.event().id());
            if (next == null) {
                return Optional.of(current);
            }
            current = next;
        }
        return Optional.ofNullable(current);
    }

    /** The events that count and were made of a raw message, in their order. */
    public List<TrackingEvent> madeOf(String inboundId) {
        return byId.values().stream()
                .filter(event -> event.origin().inboundId().equals(inboundId))
                .filter(event -> !byReplaced.containsKey(event.event().id()))
                .sorted(TrackingStore.ORDER)
                .toList();
    }
}
