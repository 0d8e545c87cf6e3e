package io.caravanserai.label.queue;

import static io.caravanserai.label.queue.Lanes.account;
import static io.caravanserai.label.queue.Lanes.lane;
import static io.caravanserai.label.queue.Lanes.number;
import static io.caravanserai.label.queue.Lanes.queue;
import static io.caravanserai.label.queue.Lanes.sold;
import static io.caravanserai.label.queue.Lanes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.budget.Rate;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelMaker;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class LabelQueueTest {
    @OnBothStores
    void aLabelThatIsBoughtIsKeptWithItsNumbers(TestStore store) {
        Database database = store.database();
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 2, Optional.empty()), (step, order) -> sold(order.reference()));
            String shipment = QueuedLabels.add(database, "acme", "A1", 1).get(0);
            queue.wake();

            await().until(() -> QueuedLabels.count(database, "made") == 1);
            assertThat(text(database, "SELECT label_status FROM shipment WHERE id = '" + shipment + "'"))
                    .isEqualTo("made");
            String number = text(database, "SELECT carrier_tracking_id FROM shipment WHERE id = '" + shipment + "'");
            assertThat(number).startsWith("T");
            assertThat(text(database, "SELECT carrier_tracking_id FROM parcel")).isEqualTo(number);
            assertThat(text(database, "SELECT key_value FROM tracking_key WHERE kind = 'tracking'"))
                    .isEqualTo(number);
            assertThat(text(database, "SELECT format FROM label_document WHERE content IS NOT NULL"))
                    .isEqualTo("zpl");
        }
    }

    @OnBothStores
    void theCarrierIsAskedForWhatWasPreparedNotForWhatWasSent(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 1);
        database.write(
                c -> Sql.update(c, "UPDATE shipment SET prepared = ?", "{\"shipment\": {\"city\": \"Aarhus C\"}}"));
        ConcurrentLinkedQueue<String> cities = new ConcurrentLinkedQueue<>();
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 2, Optional.empty()), (step, order) -> {
                cities.add(order.request().at("/shipment/city").asText());
                return sold(order.reference());
            });

            await().until(() -> QueuedLabels.count(database, "made") == 1);
        }
        assertThat(cities).containsExactly("Aarhus C");
    }

    @OnBothStores
    void noMoreCallsAreUnderWayThanAllowedAndAPauseIsNoAttempt(TestStore store) {
        Database database = store.database();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        LabelCarrier busy = (step, order) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                return calls.incrementAndGet() == 3
                        ? new CarrierAnswer.Throttled(Duration.ofMillis(200))
                        : sold(order.reference());
            } finally {
                underWay.decrementAndGet();
            }
        };
        QueuedLabels.add(database, "acme", "A1", 20);
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 2, Optional.of(Rate.parse("200/s"))), busy);

            await().until(() -> QueuedLabels.count(database, "made") == 20);
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(calls.get()).isEqualTo(21);
        assertThat(number(database, "SELECT MAX(attempts) FROM label_work")).isZero();
    }

    @OnBothStores
    void eachAccountMakesTheLabelsOfItsCustomers(TestStore store) {
        Database database = store.database();
        ConcurrentLinkedQueue<String> own = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> others = new ConcurrentLinkedQueue<>();
        QueuedLabels.add(database, "acme", "A1", 3);
        QueuedLabels.add(database, "acme", "A2", 3);
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(account("second", Set.of("A2")), (step, order) -> {
                own.add(order.accountNumber());
                return sold(order.reference());
            });
            queue.open(lane(Set.of(), 2, Optional.empty()), (step, order) -> {
                others.add(order.accountNumber());
                return sold(order.reference());
            });

            await().until(() -> QueuedLabels.count(database, "made") == 6);
        }
        assertThat(own).containsExactly("A2", "A2", "A2");
        assertThat(others).containsExactly("A1", "A1", "A1");
    }

    @OnBothStores
    void anAccountThatARequestChoseBuysItAndTheUsualOneTheRest(TestStore store) {
        Database database = store.database();
        ConcurrentLinkedQueue<String> usual = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> chosen = new ConcurrentLinkedQueue<>();
        String asked = QueuedLabels.add(database, "acme", "A1", 1).get(0);
        database.write(c -> Sql.update(c, "UPDATE label_work SET carrier_account = 'premium'"));
        String plain = QueuedLabels.add(database, "acme", "A1", 1).get(0);
        LaneSettings premium = account("premium", Set.of());
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 2, Optional.empty()), (step, order) -> {
                usual.add(order.shipmentId());
                return sold(order.reference());
            });
            queue.open(premium, (step, order) -> {
                chosen.add(order.shipmentId());
                return sold(order.reference());
            });

            await().until(() -> QueuedLabels.count(database, "made") == 2);
        }
        assertThat(usual).containsExactly(plain);
        assertThat(chosen).containsExactly(asked);
    }

    @OnBothStores
    void aSaleToBeGivenBackIsCancelledByItsNumbers(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 1);
        database.write(c -> Sql.update(c, "UPDATE label_work SET status = 'unknown', cancel_wanted = 1"));
        ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> {
                if (step != LabelStep.CANCEL) {
                    return sold(order.reference());
                }
                cancelled.addAll(order.trackingNumbers());
                return new CarrierAnswer.Voided();
            });

            await().until(() -> QueuedLabels.count(database, "cancelled") == 1);
        }
        assertThat(cancelled).singleElement().asString().startsWith("T");
        assertThat(number(database, "SELECT COUNT(*) FROM tracking_key")).isZero();
    }

    @OnBothStores
    void aCallThatANodeTookWithItIsLookedUpByTheNextAndItsLateAnswerCountsNot(TestStore store) throws Exception {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        ConcurrentLinkedQueue<LabelStep> second = new ConcurrentLinkedQueue<>();
        try (LabelQueue lost = queue(database, "n1");
                LabelQueue next = queue(database, "n1")) {
            lost.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> {
                begun.countDown();
                late.await();
                return new CarrierAnswer.Sold(
                        Optional.empty(), List.of(new SoldParcel("LATE", Map.of(), Optional.empty())));
            });
            begun.await();
            next.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> {
                second.add(step);
                return sold(order.reference());
            });

            await().until(() -> QueuedLabels.count(database, "made") == 1);
            late.countDown();
        }
        assertThat(second).containsExactly(LabelStep.FIND);
        assertThat(text(database, "SELECT carrier_tracking_id FROM parcel")).startsWith("T");
    }

    @OnBothStores
    void aNodeThatWasStoppedBeforeACallWentOutDoesNotMakeIt(TestStore store) throws Exception {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> mayGo = new CompletableFuture<>();
        AtomicLong stoppedFor = new AtomicLong();
        LabelCarrier slow = new LabelCarrier() {
            @Override
            public CarrierAnswer call(LabelCall call) throws InterruptedException {
                assertThat(call.permit().getAsBoolean()).isTrue();
                begun.countDown();
                goOn.await();
                mayGo.complete(call.permit().getAsBoolean());
                return new CarrierAnswer.Unmade();
            }

            @Override
            public CarrierAnswer call(LabelStep step, LabelOrder order) {
                throw new UnsupportedOperationException();
            }
        };
        try (LabelQueue stopped = queue(database, "n1", () -> System.nanoTime() + stoppedFor.get());
                LabelQueue next = queue(database, "n2")) {
            // Given a node that is stopped while its call is on its way, for longer than its lease
            stopped.open(lane(Set.of(), 1, Optional.empty()), slow);
            begun.await();
            stoppedFor.set(LaneLease.TERM.toNanos());
            database.write(connection -> Sql.update(connection, "UPDATE label_lane SET leased_until = 0"));
            next.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> new CarrierAnswer.Absent());
            await().until(() -> QueuedLabels.count(database, "unknown") == 1);

            // When it goes on
            goOn.countDown();

            // Then it does not call, and what the next node knows stays
            assertThat(mayGo.get(1, TimeUnit.MINUTES)).isFalse();
            stopped.close();
            assertThat(QueuedLabels.count(database, "unknown")).isEqualTo(1);
        }
    }

    @OnBothStores
    void nearItsEndALeaseDoesNotCountForACall(TestStore store) {
        AtomicLong nanos = new AtomicLong();
        LaneLease lease = new LaneLease(
                store.database(), lane(Set.of(), 1, Optional.empty()), "n1", Clock.systemUTC(), nanos::get);
        long fence = lease.hold().orElseThrow();
        assertThat(lease.has(fence)).isTrue();

        nanos.set(LaneLease.TERM.minusMillis(500).toNanos());

        assertThat(lease.has(fence)).isFalse();
        assertThat(lease.hold()).as("prolonged").hasValue(fence);
        assertThat(lease.has(fence)).isTrue();
    }

    @OnBothStores
    void anotherNodeWaitsUntilTheLeaseIsGivenUp(TestStore store) {
        Database database = store.database();
        LaneSettings settings = lane(Set.of(), 1, Optional.empty());
        LaneLease first = new LaneLease(database, settings, "n1", Clock.systemUTC(), System::nanoTime);
        LaneLease second = new LaneLease(database, settings, "n2", Clock.systemUTC(), System::nanoTime);

        assertThat(first.hold()).hasValue(1);
        assertThat(second.hold()).isEmpty();
        database.write(connection -> Sql.update(connection, "UPDATE label_lane SET leased_until = 0"));
        assertThat(second.hold()).hasValue(2);
        boolean holds = database.write(connection -> first.holds(connection, 1));
        assertThat(holds).isFalse();
        assertThat(first.hold()).as("after it has noticed").isEmpty();
    }

    @OnBothStores
    void aLabelThatCannotBeMadeFailsAndSaysWhy(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "in_house", "A1", 1);
        try (LabelQueue queue = queue(database, "n1")) {
            LabelMaker maker =
                    order -> new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.GENERATION, "no room", null));
            queue.open(LaneSettings.here("in_house"), maker.asCarrier());

            await().until(() -> QueuedLabels.count(database, "failed") == 1);
        }
        assertThat(text(database, "SELECT error FROM label_work")).contains("label_generation_error", "no room");
        assertThat(text(database, "SELECT label_status FROM shipment")).isEqualTo("failed");
    }

    @OnBothStores
    void callsThatAreTakenBackWaitAgainWithoutAnAttempt(TestStore store) {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 4);
        Rate rate = Rate.parse("1/m burst 3");
        LaneSettings settings = lane(Set.of(), 2, Optional.of(rate));
        Clock clock = Clock.systemUTC();
        LaneLease lease = new LaneLease(database, settings, "n1", clock, System::nanoTime);
        LabelWorkStore works = new LabelWorkStore(database, settings, lease, Outbox.NONE, clock);
        List<LabelWork> waiting =
                new WaitingLabels(database, settings.account(), clock).load(LaneShare.of(Set.of(), Map.of()));
        long fence = lease.hold().orElseThrow();

        LabelWorkStore.Begun begun = works.begin(
                waiting,
                fence,
                Optional.of(new CallBudget(database, settings.account(), rate, clock)),
                Duration.ofSeconds(1));

        assertThat(begun.works()).isEqualTo(waiting.subList(0, 3));
        assertThat(QueuedLabels.count(database, "requesting")).isEqualTo(3);
        works.withdraw(begun.works().stream()
                .map(work -> new Departure(work, works.orders(List.of(work)).get(0), fence, 0, 0))
                .toList());
        assertThat(QueuedLabels.count(database, "queued")).isEqualTo(4);
        assertThat(number(database, "SELECT MAX(attempts) FROM label_work")).isZero();
    }

    @OnBothStores
    void aLaneIsKeptWhileAllItsCallsTakeLong(TestStore store) throws Exception {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        String until = "SELECT leased_until FROM label_lane";
        try (LabelQueue queue = queue(database, "n1")) {
            queue.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> {
                begun.countDown();
                over.await();
                return sold(order.reference());
            });
            begun.await();
            long first = number(database, until);

            await().atMost(Duration.ofMinutes(2)).until(() -> number(database, until) > first);
            over.countDown();
        }
    }

    @OnBothStores
    void aLaneThatClosesLeavesNothingBegunBehind(TestStore store) throws Exception {
        Database database = store.database();
        QueuedLabels.add(database, "acme", "A1", 20);
        ConcurrentLinkedQueue<LabelStep> steps = new ConcurrentLinkedQueue<>();
        CountDownLatch sold = new CountDownLatch(3);
        CountDownLatch over = new CountDownLatch(1);
        try (LabelQueue queue = queue(database, "n1")) {
            AutoCloseable lane = queue.open(lane(Set.of(), 1, Optional.empty()), (step, order) -> {
                steps.add(step);
                sold.countDown();
                if (sold.getCount() == 0) {
                    over.await();
                }
                return sold(order.reference());
            });
            sold.await();
            lane.close();
            over.countDown();
            await().until(() -> QueuedLabels.count(database, "made") == 3);
            await().until(() -> QueuedLabels.count(database, "queued") == 17);
        }
        assertThat(steps).containsExactly(LabelStep.BUY, LabelStep.BUY, LabelStep.BUY);
        assertThat(number(database, "SELECT MAX(attempts) FROM label_work")).isZero();
    }
}
