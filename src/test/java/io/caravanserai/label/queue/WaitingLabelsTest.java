package io.caravanserai.label.queue;

import static io.caravanserai.label.queue.Lanes.account;
import static io.caravanserai.label.queue.Lanes.lane;
import static io.caravanserai.label.queue.Lanes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits in the queue: what a lane finds of it, and what its customer is told. */
class WaitingLabelsTest {
    @OnBothStores
    void whoWaitsLearnsItsPlaceAndWhenItsTurnComes(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 25);
        LaneSettings settings = lane(Set.of(), 1, Optional.of(Rate.parse("10/m burst 1")));
        new LaneLease(database, settings, "n1", Clock.systemUTC(), System::nanoTime).hold();

        String last = text(database, "SELECT MAX(id) FROM label_work");
        LabelOutlook outlook = database.read(connection -> LabelOutlook.of(connection, last, 0))
                .orElseThrow();

        assertThat(outlook.position()).isEqualTo(25);
        // the first at once, 24 more at six seconds each
        assertThat(outlook.expectedUtc().orElseThrow().toEpochMilli()).isEqualTo(144_000);
        // when no node works on the lane any more nobody can tell
        assertThat(database.read(connection -> LabelOutlook.of(connection, last, Long.MAX_VALUE))
                        .orElseThrow()
                        .expectedUtc())
                .isEmpty();
    }

    @OnBothStores
    void aPlaceCountsOnlyWhatTheSameAccountBuys(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 5);
        database.write(c -> Sql.update(c, "UPDATE label_work SET carrier_account = 'premium'"));
        QueuedLabels.add(database, "acme", "A2", 3);
        QueuedLabels.add(database, "acme", "A1", 2);
        new LaneLease(database, lane(Set.of(), 1, Optional.empty()), "n1", Clock.systemUTC(), System::nanoTime).hold();
        new LaneLease(database, account("premium", Set.of()), "n1", Clock.systemUTC(), System::nanoTime).hold();
        new LaneLease(database, account("second", Set.of("A2")), "n1", Clock.systemUTC(), System::nanoTime).hold();

        assertThat(position(database, "carrier_account = 'premium'")).isEqualTo(5);
        assertThat(position(database, "account_number = 'A2'")).isEqualTo(3);
        assertThat(position(database, "account_number = 'A1' AND carrier_account IS NULL"))
                .isEqualTo(2);
    }

    private static long position(Database database, String which) {
        String last = text(database, "SELECT MAX(id) FROM label_work WHERE " + which);
        return database.read(connection -> LabelOutlook.of(connection, last, 0))
                .orElseThrow()
                .position();
    }

    @OnBothStores
    void whatWaitsIsFoundByAnIndexHoweverMuchItIs(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 100);
        QueuedLabels.add(database, "acme", "A2", 1);
        String express = text(database, "SELECT MAX(id) FROM label_work WHERE account_number = 'A1'");
        database.write(c -> Sql.update(c, "UPDATE label_work SET priority = 9 WHERE id = ?", express));
        WaitingLabels waiting = new WaitingLabels(database, new CarrierAccount("acme", "default"), Clock.systemUTC());

        List<LabelWork> all = waiting.load(LaneShare.of(Set.of(), Map.of()));

        assertThat(all).hasSize(33);
        assertThat(all.get(0).id()).isEqualTo(express);
        assertThat(waiting.load(LaneShare.of(Set.of("A2"), Map.of()))).hasSize(1);
        assertThat(waiting.load(LaneShare.of(Set.of(), Map.of("second", Set.of("A2")))))
                .hasSize(32);
        assertThat(waiting.load(LaneShare.of(Set.of(), Map.of("default", Set.of()))))
                .isEmpty();
    }

    @Test
    void theStatementsOfALaneUseTheIndexesThatAreMeantForThem() {
        try (TestStore store = TestStores.sqlite()) {
            for (String template : List.of(WaitingLabels.NEXT_LINE, WaitingLabels.OLDEST, WaitingLabels.NEXT_DUE)) {
                for (Optional<String> chosen : List.of(Optional.of("default"), Optional.<String>empty())) {
                    String sql = WaitingLabels.sql(template, "queued", chosen).replace("?", "'1'");
                    String plan = text(store.database(), 4, "EXPLAIN QUERY PLAN " + sql);
                    assertThat(plan)
                            .as(sql)
                            .contains(template.equals(WaitingLabels.NEXT_DUE) ? "label_work_due" : "label_work_turn");
                }
            }
        }
    }
}
