package io.caravanserai.replay;

import static io.caravanserai.tracking.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.KeptEvents;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingStore;
import java.time.Clock;
import java.util.List;

class DifferenceTest {
    /** The raw message of which the events of the test are made. */
    private static final String MESSAGE = "m1";

    @OnBothStores
    void whatIsKeptAsItIsMadeIsUnchanged(TestStore store) {
        TrackingEvent kept = event("N1", "collection/collected", 1);
        keep(store, kept);

        assertThat(differences(store, kept)).containsExactly(new Difference.Unchanged(kept));
    }

    @OnBothStores
    void aCorrectedCodeReplacesWhatCountsNowAndIsTheSameEachTime(TestStore store) {
        TrackingEvent first = event("E1", "N1", "other/unmapped", 1, List.of(), null);
        TrackingEvent second = event("E2", "N1", "collection/collected", 1, List.of(), "E1");
        keep(store, first, second);
        TrackingEvent corrected = event("E1", "N1", "delivery/delivered", 1, List.of(), null);

        List<Difference> once = differences(store, corrected);

        assertThat(once).singleElement().isInstanceOfSatisfying(Difference.Changed.class, change -> {
            assertThat(change.old().event().id()).isEqualTo("E2");
            assertThat(change.reissued().event().replaces()).isEqualTo("E2");
            assertThat(change.reissued().event().id()).isNotIn("E1", "E2");
            keep(store, change.reissued());
        });
        assertThat(differences(store, corrected)).singleElement().isInstanceOf(Difference.Unchanged.class);
    }

    @OnBothStores
    void anEventThatAnotherMessageToldFirstIsLeftToThatOne(TestStore store) {
        keep(store, event("E1", "N1", "other/unmapped", 1, List.of(), null));
        TrackingEvent again = event("E1", "N1", "delivery/delivered", 1, List.of(), null);

        List<Difference> differences = store.database()
                .read(connection ->
                        Difference.of("another", List.of(again), KeptEvents.of(connection, "acme", List.of("N1"))));

        assertThat(differences).isEmpty();
    }

    @OnBothStores
    void anEventOfAnotherTimeKeepsItsNewIdAndReplacesTheOldOne(TestStore store) {
        keep(store, event("E1", "N1", "collection/collected", 1, List.of(), null));
        TrackingEvent shifted = event("E9", "N1", "collection/collected", 2, List.of(), null);

        assertThat(differences(store, shifted))
                .singleElement()
                .isInstanceOfSatisfying(Difference.Changed.class, change -> {
                    assertThat(change.reissued().event().id()).isEqualTo("E9");
                    assertThat(change.reissued().event().replaces()).isEqualTo("E1");
                });
    }

    @OnBothStores
    void whatHasNoOtherSideIsNewOrVanished(TestStore store) {
        TrackingEvent old = event("E1", "N1", "collection/collected", 1, List.of(), null);
        keep(store, old);
        TrackingEvent fresh = event("E9", "N1", "delivery/delivered", 5, List.of(), null);

        assertThat(differences(store, fresh))
                .containsExactly(new Difference.Added(fresh), new Difference.Vanished(old));
    }

    private static void keep(TestStore store, TrackingEvent... events) {
        new TrackingStore(store.database(), Outbox.NONE, Clock.systemUTC()).apply(List.of(events));
    }

    private static List<Difference> differences(TestStore store, TrackingEvent now) {
        return store.database()
                .read(connection ->
                        Difference.of(MESSAGE, List.of(now), KeptEvents.of(connection, "acme", List.of("N1"))));
    }
}
