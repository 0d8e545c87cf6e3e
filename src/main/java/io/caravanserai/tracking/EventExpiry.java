package io.caravanserai.tracking;

import io.caravanserai.retention.Expiry;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import java.util.List;

/**
 * When tracking events are kept no longer. On PostgreSQL whole months go at once, unless they have to be archived row by
 * row; their keys follow, so that an event that comes again in between is still known.
 */
public final class EventExpiry {
    /** Events stored long ago. */
    static final Expiry EVENTS =
            Expiry.archived("tracking-events", "tracking_event", List.of("seq", "stored_at"), "stored_at");

    /** Those for whose time there was no month. */
    private static final Expiry OTHER =
            Expiry.forgotten("tracking-events-other", "tracking_event_other", List.of("seq", "stored_at"), "stored_at");

    private static final Expiry KEYS =
            Expiry.forgotten("tracking-event-keys", "tracking_event_key", List.of("id"), "stored_at");

    /** Where numbers stand that have neither events nor a shipment any more. */
    static final Expiry NUMBERS = Expiry.forgotten(
                    "tracking-numbers", "tracking_status", List.of("carrier_id", "carrier_tracking_id"), "updated_at")
            .where(
                    """
                    NOT EXISTS (SELECT 1 FROM tracking_key k WHERE k.carrier_id = tracking_status.carrier_id
                        AND k.key_value = tracking_status.carrier_tracking_id)
                    AND NOT EXISTS (SELECT 1 FROM tracking_event e WHERE e.carrier_id = tracking_status.carrier_id
                        AND e.carrier_tracking_id = tracking_status.carrier_tracking_id)""")
            .with("tracking_progress", "carrier_id", "carrier_tracking_id")
            .with("tracking_event_reference", "carrier_id", "carrier_tracking_id");

    private final Database database;
    private final Retention retention;

    public EventExpiry(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    /** Forgets events stored before, in epoch milliseconds; returns how many, or how many months. */
    public int forget(long before) {
        int gone = 0;
        if (database.dialect() == Dialect.SQLITE || retention.archive().isPresent()) {
            gone = retention.forget(EVENTS, before);
        }
        if (database.dialect() == Dialect.POSTGRESQL && retention.isMine()) {
            EventMonths months = new EventMonths(database);
            gone += months.drop(before) + retention.forget(OTHER, before);
            retention.forget(KEYS, months.oldest());
        }
        return gone + retention.forget(NUMBERS, before);
    }
}
