package io.caravanserai.label.queue;

import static io.caravanserai.label.queue.Lanes.account;
import static io.caravanserai.label.queue.Lanes.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.caravanserai.budget.Rate;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What operators see of the queues of labels. */
class LabelLanesTest {
    @OnBothStores
    void eachAccountTellsWhatWaitsForWhomAndUntilWhen(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 5);
        QueuedLabels.add(database, "acme", "A2", 3);
        QueuedLabels.add(database, "gone", "A1", 2);
        work(database, lane(Set.of(), 1, Optional.of(Rate.parse("10/m burst 1"))));
        work(database, account("second", Set.of("A2")));

        List<LaneStanding> standings = new LabelLanes(database, database.clock()).all();

        assertThat(standings)
                .extracting(LaneStanding::carrierId, LaneStanding::account, LaneStanding::waiting)
                .containsExactly(tuple("acme", "default", 5L), tuple("acme", "second", 3L), tuple("gone", null, 2L));
        LaneStanding first = standings.get(0);
        assertThat(first.node()).isEqualTo("n1");
        assertThat(first.customers()).containsExactly(new LaneStanding.Customer("A1", "A1", 5));
        // one at once, four more at six seconds each
        assertThat(Duration.between(Instant.now(), Instant.parse(first.lastExpectedUtc())))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
        assertThat(standings.get(2).lastExpectedUtc()).isNull();
    }

    @OnBothStores
    void aQueueIsReadPageByPageWithEachLabelsPlace(TestStore store) {
        Database database = store.database();
        List<String> shipments = QueuedLabels.add(database, "acme", "A1", 25);
        work(database, lane(Set.of(), 1, Optional.empty()));
        LaneQueue queue = new LaneQueue(database, database.clock());

        List<WaitingLabel> read = new ArrayList<>();
        LaneQueue.Page page = queue.page("acme", "default", "", 10).orElseThrow();
        read.addAll(page.labels());
        while (page.next() != null) {
            page = queue.page("acme", "default", page.next(), 10).orElseThrow();
            read.addAll(page.labels());
        }

        assertThat(read).extracting(WaitingLabel::shipmentId).containsExactlyInAnyOrderElementsOf(shipments);
        assertThat(read)
                .extracting(WaitingLabel::position)
                .isSorted()
                .endsWith(25L)
                .startsWith(1L);
        assertThat(queue.page("acme", "other", "", 10)).isEmpty();
        assertThatThrownBy(() -> queue.page("acme", "default", "x", 10)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void work(Database database, LaneSettings settings) {
        new LaneLease(database, settings, "n1", Clock.systemUTC(), System::nanoTime).hold();
    }
}
