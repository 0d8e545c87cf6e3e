package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.budget.StandingClock;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Which numbers are asked for when, as hours and days go by. */
class PollTargetsTest {
    private static final Duration CLAIM = Duration.ofMinutes(15);
    private static final PollPace PACE = new PollPace(
            Duration.ofHours(1),
            StatusIntervals.parse("unknown=2h, order=6h, delivery/out_for_delivery=10m"),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofMinutes(5));

    private final StandingClock clock = new StandingClock(Instant.parse("2026-03-01T08:00:00Z"));

    private PollTargets targets(Database database) {
        return new PollTargets(database, "ups", PACE, Duration.ZERO, clock);
    }

    private void follow(Database database, String number) {
        TrackedNumbers.follow(database, "ups", number, clock.millis());
    }

    private void status(Database database, String number, String status, boolean terminal) {
        TrackedNumbers.status(database, "ups", number, status, terminal, clock.millis());
    }

    private List<String> ask(PollTargets targets) {
        List<String> due = numbers(targets.take(10, CLAIM));
        targets.polled(due);
        return due;
    }

    private static List<String> numbers(List<PollTargets.Target> targets) {
        return targets.stream().map(PollTargets.Target::number).toList();
    }

    @OnBothStores
    void thePaceFollowsTheStatusFromTheMomentItIsKnown(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        follow(database, "A");
        assertThat(ask(targets)).containsExactly("A");
        status(database, "A", "order/created", false);

        clock.advance(Duration.ofHours(5));
        assertThat(ask(targets)).as("sparse before the pickup").isEmpty();
        status(database, "A", "delivery/out_for_delivery", false);
        assertThat(ask(targets))
                .as("pushed: on the road, last asked for hours ago")
                .containsExactly("A");
        clock.advance(Duration.ofMinutes(9));
        assertThat(ask(targets)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(ask(targets)).as("dense").containsExactly("A");
        status(database, "A", "delivery/delivered", true);
        clock.advance(Duration.ofDays(20));
        assertThat(ask(targets)).as("nothing after the end").isEmpty();
        assertThat(PollStatus.of(database, "ups", clock)).isEqualTo(new PollStatus(0, 0, Map.of("ended", 1L)));
        status(database, "A", "return_to_sender/initiated", false);
        assertThat(ask(targets)).as("a return was pushed").containsExactly("A");
    }

    @OnBothStores
    void aNumberThatStaysUnknownIsAskedForLessAndThenNoMore(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        follow(database, "A");
        int[] asked = new int[40];
        for (int hour = 0; hour < 40 * 24; hour++) {
            asked[hour / 24] += ask(targets).size();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(asked[0]).isEqualTo(12);
        assertThat(asked[10]).isBetween(2, 3);
        assertThat(asked[25]).isBetween(0, 1);
        assertThat(asked[31] + asked[32] + asked[39]).isZero();
        assertThat(PollStatus.of(database, "ups", clock)).isEqualTo(new PollStatus(0, 0, Map.of("unknown", 1L)));
    }

    @OnBothStores
    void theLongestDueComesFirstAndWhatIsClaimedIsNotAskedTwice(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        for (String number : List.of("C", "B", "A")) {
            follow(database, number);
            clock.advance(Duration.ofSeconds(1));
        }

        List<String> first = numbers(targets.take(2, CLAIM));
        List<String> rest = numbers(targets(database).take(10, CLAIM));

        assertThat(first).containsExactly("C", "B");
        assertThat(rest).as("by another node").containsExactly("A");
        targets.giveBack(List.of("B"));
        assertThat(numbers(targets.take(10, CLAIM))).containsExactly("B");
        clock.advance(CLAIM);
        assertThat(numbers(targets.take(10, CLAIM)))
                .as("a claim whose answer never became durable runs out")
                .containsExactly("C", "B", "A");
        targets.failed(List.of("A", "B", "C"));
        assertThat(targets.take(10, CLAIM)).isEmpty();
    }

    @OnBothStores
    void numbersThatSpoiltACallAreAskedAloneUntilTheyAreAnswered(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        follow(database, "A");
        follow(database, "B");
        targets.askAlone(numbers(targets.take(10, CLAIM)));

        List<PollTargets.Target> again = targets.take(10, CLAIM);
        targets.polled(List.of("A", "B"));
        clock.advance(Duration.ofHours(3));

        assertThat(again).containsExactly(new PollTargets.Target("A", true), new PollTargets.Target("B", true));
        assertThat(targets.take(10, CLAIM))
                .containsExactly(new PollTargets.Target("A", false), new PollTargets.Target("B", false));
    }

    @OnBothStores
    void aNumberThatNoShipmentHasAnyMoreIsForgotten(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        follow(database, "A");
        ask(targets);
        database.write(connection -> Sql.update(connection, "DELETE FROM tracking_key"));
        clock.advance(Duration.ofHours(3));

        assertThat(targets.take(10, CLAIM)).isEmpty();
        assertThat(PollStatus.of(database, "ups", clock)).isEqualTo(new PollStatus(0, 0, Map.of()));
    }

    @OnBothStores
    void theSafetyNetAsksOnlyWhereWhatIsPushedHasCeased(TestStore store) {
        Database database = store.database();
        PollTargets net = new PollTargets(database, "ups", PACE, Duration.ofHours(24), clock);
        follow(database, "PUSHED");
        follow(database, "SILENT");

        assertThat(ask(net)).as("push has its time").isEmpty();
        clock.advance(Duration.ofHours(20));
        event(database, "PUSHED", "webhook");
        clock.advance(Duration.ofHours(5));
        assertThat(ask(net)).containsExactly("SILENT");
        event(database, "SILENT", "poll");
        clock.advance(Duration.ofHours(3));
        assertThat(ask(net))
                .as("what a poll brings is no sign that push works again")
                .containsExactly("SILENT");
        clock.advance(Duration.ofHours(17));
        assertThat(ask(net)).containsExactly("PUSHED", "SILENT");
        event(database, "SILENT", "sftp");
        clock.advance(Duration.ofHours(23));
        assertThat(ask(net)).containsExactly("PUSHED");
    }

    private void event(Database database, String number, String source) {
        long now = clock.millis();
        String envelope =
                """
                {"version":1,"carrier_id":"ups","carrier_tracking_id":"%s","carrier_references":[],"origin":{"inbound_id":"i",
                "source":{"kind":"%s","name":"x","offset":0,"line":0},"mapping":"m"},"event":{"id":"e","carrier_meta_data":[]}}"""
                        .formatted(number, source);
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO tracking_event (id, carrier_id, carrier_tracking_id, occurred_at, event_rank, out_of_order,
                    envelope, stored_at) VALUES (?,'ups',?,?,30,0,?,?)""",
                number + now,
                number,
                now,
                envelope,
                now));
        TrackedNumbers.status(database, "ups", number, "in_transit/carrier_network", false, now);
    }

    @OnBothStores
    void aNumberWithNewsIsDueAtOnceAndStaysSoUntilItWasAskedForSince(TestStore store) {
        Database database = store.database();
        PollTargets targets = new PollTargets(database, "ups", PACE, Duration.ofHours(24), clock);
        PollRequests requests = new PollRequests(database, "ups", clock);
        follow(database, "A");
        status(database, "A", "delivery/delivered", true);
        requests.wanted(List.of());
        assertThat(ask(targets)).as("the journey has ended").isEmpty();

        clock.advance(Duration.ofSeconds(1));
        requests.wanted(List.of("A", "NOBODY'S"));
        List<String> due = numbers(targets.take(10, CLAIM));
        assertThat(due).as("push is not silent, but says that there is more").containsExactly("A");
        clock.advance(Duration.ofSeconds(1));
        requests.wanted(List.of("A"));
        assertThat(targets.take(10, CLAIM)).as("being asked about").isEmpty();
        targets.polled(due);
        assertThat(ask(targets)).as("news came during the call").containsExactly("A");
        assertThat(ask(targets)).isEmpty();
    }

    @OnBothStores
    void aWatchedNumberIsDueSoonerWhileSomebodyLooks(TestStore store) {
        Database database = store.database();
        PollTargets targets = targets(database);
        WatchedNumbers watched = new WatchedNumbers(database, clock);
        follow(database, "A");
        follow(database, "B");
        status(database, "A", "in_transit/carrier_network", false);
        status(database, "B", "in_transit/carrier_network", false);
        assertThat(ask(targets)).containsExactly("A", "B");
        clock.advance(Duration.ofMinutes(20));
        assertThat(ask(targets)).isEmpty();

        assertThat(watched.note("A").join()).isEqualTo(1);

        assertThat(ask(targets)).as("twenty minutes are more than five").containsExactly("A");
        clock.advance(Duration.ofMinutes(4));
        assertThat(ask(targets)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(ask(targets)).containsExactly("A");
        clock.advance(Duration.ofMinutes(35));
        assertThat(ask(targets)).as("nobody looks any more").containsExactly("B");
        clock.advance(Duration.ofMinutes(25));
        assertThat(ask(targets)).as("an hour after its last answer").containsExactly("A");
    }

    @OnBothStores
    void looksAreNotedOnceAMinute(TestStore store) {
        Database database = store.database();
        WatchedNumbers watched = new WatchedNumbers(database, clock);
        follow(database, "A");
        ask(targets(database));

        assertThat(watched.note("A").join()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(watched.note("A").join()).as("on this node").isZero();
        assertThat(new WatchedNumbers(database, clock).note("A").join())
                .as("on another")
                .isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.note("A").join()).isEqualTo(1);
        assertThat(watched.note("NOBODY'S").join()).isZero();
    }
}
