package io.caravanserai.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class CurrentEtaTest {
    @OnBothStores
    void theLastWordOfTheCarrierHolds(TestStore store) {
        TrackingStore tracking = new TrackingStore(store.database(), Outbox.NONE, Clock.systemUTC());
        Shipments.add(store.database(), Outbox.NONE, "A1", "S1", TrackingKey.Kind.TRACKING, "N1");
        assertThat(eta(store, "S1")).isEmpty();

        tracking.apply(List.of(
                event("N1", "delivery/out_for_delivery", 3, "2026-11-22T12:00:00+01:00"),
                event("N1", "in_transit/carrier_network", 2, "2026-11-23T12:00:00+01:00"),
                event("N1", "exception/delay", 4, null)));

        assertThat(eta(store, "S1")).contains("2026-11-22T12:00:00+01:00");
    }

    @OnBothStores
    void whereParcelsAreTrackedTheFirstThatHasOneTells(TestStore store) {
        TrackingStore tracking = new TrackingStore(store.database(), Outbox.NONE, Clock.systemUTC());
        store.database().write(connection -> {
            Shipments.insert(connection, "A1", "S1", "parcel");
            for (int i = 0; i < 2; i++) {
                Shipments.parcel(connection, "S1", "P" + i, i);
                Shipments.key(
                        connection,
                        store.database(),
                        Outbox.NONE,
                        "A1",
                        "S1",
                        "P" + i,
                        TrackingKey.Kind.TRACKING,
                        "N" + i);
            }
            return Sql.number(connection, "SELECT COUNT(*) FROM parcel");
        });

        tracking.apply(List.of(event("N1", "in_transit/carrier_network", 2, "2026-11-23")));

        assertThat(eta(store, "S1")).contains("2026-11-23");
    }

    private static Optional<String> eta(TestStore store, String shipment) {
        return store.database().read(connection -> CurrentEta.of(connection, shipment));
    }

    private static TrackingEvent event(String number, String code, int hour, @Nullable String eta) {
        TrackingEvent plain = Events.event(number, code, hour);
        TrackingEvent.Event e = plain.event();
        return new TrackingEvent(
                plain.v(),
                plain.carrierId(),
                plain.carrierTrackingId(),
                plain.carrierReferences(),
                plain.rank(),
                plain.terminal(),
                plain.occurredAt(),
                plain.receivedUtc(),
                plain.origin(),
                new TrackingEvent.Event(
                        e.id(),
                        e.carrierMetaData(),
                        e.eventTime(),
                        e.codes(),
                        e.location(),
                        eta,
                        e.other(),
                        e.reason(),
                        e.timeBasis(),
                        e.outOfOrder(),
                        e.replaces()));
    }
}
