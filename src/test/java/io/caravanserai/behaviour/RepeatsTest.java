package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.CRM;
import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A payload that comes again, since its answer was lost, is kept once and answered as it was. */
class RepeatsTest {
    private static final int AT_ONCE = 10;

    private static String payload(String head, String... events) {
        return "{\"source\":{\"id\":\"shop\"}," + head + "\"events\":["
                + String.join(
                        ",", List.of(events).stream().map(RepeatsTest::event).toList()) + "]}";
    }

    private static String event(String id) {
        return "{\"type\":\"page-view\",\"id\":\"" + id + "\"}";
    }

    @OnBothStores
    void itIsAnsweredAsItWasWhateverSessionItNames(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourStore.Kept first = hub.keep(payload("", "E1", "E2"), SHOP);
        long events = hub.count("behaviour_event");

        assertThat(first.eventIds()).hasSize(5);
        assertThat(hub.keep(payload("", "E1", "E2"), SHOP)).as("no session").isEqualTo(first);
        assertThat(hub.keep(payload("\"session\":{\"id\":\"other\"},", "e1", "e2"), SHOP))
                .as("another session")
                .isEqualTo(first);
        assertThat(hub.keep(payload("\"session\":{\"id\":\"" + first.sessionId() + "\"},", "E1", "E2"), SHOP))
                .as("its session")
                .isEqualTo(first);
        assertThat(hub.count("behaviour_event")).isEqualTo(events);
        assertThat(hub.count("behaviour_outbox")).isEqualTo(events);
        assertThat(hub.count("behaviour_session")).isEqualTo(1);
        assertThat(hub.count("profile")).isEqualTo(1);
    }

    @OnBothStores
    void theSameIdOfAnotherSourceIsAnotherEvent(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        hub.keep(payload("", "e"), SHOP);

        BehaviourStore.Kept other = hub.keep(payload("\"profile\":{\"id\":\"customer\"},", "e"), CRM);

        assertThat(other.profileId()).contains("customer");
        assertThat(hub.keep(payload("\"profile\":{\"id\":\"customer\"},", "e"), CRM))
                .isEqualTo(other);
        assertThat(hub.count("profile")).isEqualTo(2);
    }

    @OnBothStores
    void whatIsNewBesideARepeatIsKept(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        hub.keep(payload("\"session\":{\"id\":\"s\"},", "e1"), SHOP);

        BehaviourStore.Kept more = hub.keep(payload("\"session\":{\"id\":\"s\"},", "e1", "e2", "e2"), SHOP);

        assertThat(more.eventIds()).containsExactly("e1", "e2");
        assertThat(hub.count("behaviour_event")).as("with three of the hub").isEqualTo(5);
    }

    @OnBothStores
    void theEndOfAVisitCountsOnce(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        String end = "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},"
                + "\"events\":[{\"type\":\"Visit Ended\",\"id\":\"end\"}]}";
        hub.send(SHOP, "s", null);
        hub.keep(end, SHOP);
        hub.keep("{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"}}", SHOP);
        assertThat(hub.systemEvents("s")).as("nothing happened since").endsWith("visit-ended");

        hub.send(SHOP, "s", null);
        hub.keep(end, SHOP);
        hub.send(SHOP, "s", null);

        assertThat(hub.systemEvents("s"))
                .containsExactly(
                        Visit.PROFILE_CREATED,
                        Visit.VISIT_STARTED,
                        Visit.SESSION_OPENED,
                        Visit.VISIT_ENDED,
                        Visit.VISIT_STARTED);
    }

    @OnBothStores
    void manyAtOnceAreOne(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int trial = 0; trial < 20; trial++) {
                String payload = payload("\"options\":{\"debugger\":true},", "event-" + trial);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<BehaviourStore.Kept>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    answers.add(callers.submit(() -> {
                        start.await();
                        return hub.keep(payload, SHOP);
                    }));
                }
                start.countDown();
                Set<BehaviourStore.Kept> told = new HashSet<>();
                for (Future<BehaviourStore.Kept> answer : answers) {
                    told.add(answer.get());
                }
                assertThat(told).hasSize(1);
            }
        } finally {
            callers.shutdown();
        }
        assertThat(hub.count("profile")).isEqualTo(20);
        assertThat(hub.count("behaviour_session")).isEqualTo(20);
        assertThat(hub.count("behaviour_outbox")).isEqualTo(80);
    }

    @OnBothStores
    void circumstancesThatComeAtOnceAreAllKept(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        hub.send(SHOP, "s", null);
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<BehaviourStore.Kept>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String payload = "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},\"context\":{\"k" + i + "\":1}}";
            answers.add(callers.submit(() -> hub.keep(payload, SHOP)));
        }
        for (Future<BehaviourStore.Kept> answer : answers) {
            answer.get();
        }
        callers.shutdown();

        assertThat(hub.context("s").split(",")).hasSize(100);
    }

    @OnBothStores
    void circumstancesDoNotGrowWithoutEnd(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        for (int i = 0; i < 6; i++) {
            hub.keep(
                    "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},\"context\":{\"k" + i + "\":\""
                            + "x".repeat(100_000) + "\"}}",
                    SHOP);
        }

        assertThat(hub.context("s")).hasSizeLessThan(256 << 10).contains("k4", "k5");
    }

    @OnBothStores
    void halfASurrogatePairIsKeptAsItCame(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());

        hub.keep(
                "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},\"context\":{\"t\":\"\\ud83d\\u0000\"},"
                        + "\"events\":[{\"type\":\"a\",\"id\":\"e\",\"properties\":{\"n\":\"\\ud83d\\ude00 \\udc00\"}}]}",
                SHOP);

        assertThat(hub.body("e")).containsIgnoringCase("\\udc00").containsIgnoringCase("\\ud83d\\u0000");
        assertThat(hub.context("s")).isEqualToIgnoringCase("{\"t\":\"\\ud83d\\u0000\"}");
    }
}
