package io.caravanserai.tracking;

import static io.caravanserai.tracking.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.retention.Archive;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events by month: made ahead, dropped when all of them are old, each event once whatever its month. */
class EventExpiryTest {
    private static final Clock NOW = Clock.systemUTC();

    private final KeptNews outbox = new KeptNews();

    @OnBothStores
    void eventsThatAreOldGoAndTheirNumbersWithThem(TestStore store) {
        Shipments.add(store.database(), outbox, "A1", "S1", TrackingKey.Kind.TRACKING, "LIVE");
        for (String number : List.of("LIVE", "DONE")) {
            storedAgo(
                    store.database(),
                    500,
                    event(number + "-old", number, "collection/collected", 1, List.of("R" + number), null));
        }
        storedAgo(store.database(), 1, event("LIVE", "delivery/delivered", 5));

        forget(store, Optional.empty());

        assertThat(strings(store, "SELECT id FROM tracking_event")).containsExactly("LIVE-delivery/delivered-5");
        assertThat(strings(store, "SELECT id FROM tracking_event_key")).containsExactly("LIVE-delivery/delivered-5");
        for (String table : List.of("tracking_status", "tracking_progress", "tracking_event_reference")) {
            assertThat(strings(store, "SELECT carrier_tracking_id FROM " + table))
                    .as(table)
                    .containsExactly("LIVE");
        }
        assertThat(tracking(store)
                        .apply(List.of(event("LIVE", "delivery/delivered", 5)))
                        .duplicates())
                .isEqualTo(1);
    }

    @OnBothStores
    void whereAnArchiveIsWantedOldEventsAreInItFirst(TestStore store) throws Exception {
        storedAgo(store.database(), 500, event("N1", "collection/collected", 1));
        storedAgo(store.database(), 1, event("N1", "delivery/delivered", 5));
        Path archive = store.folder().resolve("archive");

        forget(store, Optional.of(new Archive(archive, "hub-1")));

        assertThat(strings(store, "SELECT id FROM tracking_event")).containsExactly("N1-delivery/delivered-5");
        try (Stream<Path> files = Files.list(archive.resolve("tracking-events"))) {
            assertThat(files).hasSize(1);
        }
    }

    @OnBothStores
    void theSameEventIsKnownWhateverItsMonth(TestStore store) {
        storedAgo(store.database(), 90, event("N1", "collection/collected", 1));
        storedAgo(store.database(), 45, event("N1", "delivery/delivered", 5));

        Applied again = tracking(store)
                .apply(List.of(event("N1", "collection/collected", 1), event("N1", "delivery/delivered", 5)));
        Applied corrected = tracking(store)
                .apply(List.of(
                        event("new", "N1", "delivery/out_for_delivery", 5, List.of(), "N1-delivery/delivered-5")));

        assertThat(again).extracting(Applied::stored, Applied::duplicates).containsExactly(0, 2);
        assertThat(corrected.stored()).isEqualTo(1);
        assertThat(strings(store, "SELECT code FROM tracking_status")).containsExactly("out_for_delivery");
    }

    @Test
    void thisMonthAndTheNextAreThereAndTakeWhatCameBefore() {
        try (TestStore store = TestStores.postgresql()) {
            // Given a hub that was away for years: what comes now has no month
            Instant later = Instant.parse("2031-12-15T12:00:00Z");
            Clock clock = Clock.fixed(later, ZoneOffset.UTC);
            new TrackingStore(store.database(), outbox, clock)
                    .apply(List.of(event("N1", "collection/collected", 1), event("N2", "collection/collected", 1)));
            assertThat(strings(store, "SELECT id FROM tracking_event_other")).hasSize(2);
            EventMonths months = new EventMonths(store.database());

            // When its housekeeping has run, and again
            assertThat(months.ahead(clock.millis())).isEqualTo(3);
            assertThat(months.ahead(clock.millis())).isZero();

            // Then they are in their month, and known
            assertThat(strings(store, "SELECT id FROM tracking_event_2031_12")).hasSize(2);
            assertThat(strings(store, "SELECT id FROM tracking_event_other")).isEmpty();
            assertThat(strings(store, "SELECT id FROM tracking_event_2032_02")).isEmpty();
            assertThat(tracking(store)
                            .apply(List.of(event("N1", "collection/collected", 1)))
                            .duplicates())
                    .isEqualTo(1);
        }
    }

    @Test
    void anEventThatIsThereCannotBeWrittenASecondTimeIntoAnotherMonth() {
        try (TestStore store = TestStores.postgresql()) {
            storedAgo(store.database(), 90, event("N1", "collection/collected", 1));

            // whoever inserts it past the store's own look
            assertThatThrownBy(() -> store.database().write(connection -> {
                        EventRows.insert(connection, List.of(event("N1", "collection/collected", 1)), NOW.millis());
                        return true;
                    }))
                    .hasMessageContaining("tracking_event_key_pkey");
        }
    }

    private void storedAgo(Database database, int days, TrackingEvent event) {
        long at = NOW.millis() - Duration.ofDays(days).toMillis();
        if (database.dialect() == Dialect.POSTGRESQL) {
            new EventMonths(database).ahead(at);
        }
        new TrackingStore(database, outbox, Clock.offset(NOW, Duration.ofDays(-days))).apply(List.of(event));
    }

    private TrackingStore tracking(TestStore store) {
        return new TrackingStore(store.database(), outbox, NOW);
    }

    private static void forget(TestStore store, Optional<Archive> archive) {
        new EventExpiry(store.database(), new Retention(store.database(), "hub-1", archive))
                .forget(NOW.millis() - Duration.ofDays(400).toMillis());
    }

    private static List<String> strings(TestStore store, String sql) {
        return store.database().read(connection -> Sql.list(connection, sql, row -> row.getString(1)));
    }
}
