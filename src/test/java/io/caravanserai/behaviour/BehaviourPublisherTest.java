package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is kept gets to the topic, in its order, whatever happens to the broker and to the hub. */
class BehaviourPublisherTest {
    private final AtomicBoolean away = new AtomicBoolean();
    private final List<String> published = new CopyOnWriteArrayList<>();

    private void publish(List<Map.Entry<String, byte[]>> records) {
        if (away.get()) {
            throw new IllegalStateException("no broker");
        }
        records.forEach(record -> published.add(
                Json.read(record.getValue(), JsonNode.class).path("id").asText()));
    }

    private static void send(BehaviourFixture hub, String id, String more) throws Exception {
        hub.keep(
                "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},\"options\":{\"saveSession\":false},"
                        + "\"events\":[{\"type\":\"a\",\"id\":\"" + id + "\",\"properties\":{\"x\":\"" + more
                        + "\"}}]}",
                SHOP);
    }

    @OnBothStores
    void whileTheBrokerIsAwayNothingIsLostAndNothingOvertakes(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourPublisher publisher = new BehaviourPublisher(store.database(), "node", this::publish);
        List<String> sent = new ArrayList<>();
        away.set(true);
        for (int i = 0; i < 5; i++) {
            send(hub, "e" + i, "");
            sent.add("e" + i);
            assertThatThrownBy(publisher::publishSome).hasMessage("no broker");
        }

        away.set(false);
        while (publisher.publishSome() > 0) {
            // until none waits
        }

        assertThat(published).isEqualTo(sent);
        assertThat(hub.count("behaviour_outbox")).isZero();
    }

    @OnBothStores
    void manyLargeEventsArePublishedInPortions(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourPublisher publisher = new BehaviourPublisher(store.database(), "node", this::publish);
        for (int i = 0; i < 5; i++) {
            send(hub, "e" + i, "x".repeat(3_000_000));
        }

        assertThat(publisher.publishSome()).isEqualTo(2);
        assertThat(publisher.publishSome()).isEqualTo(2);
        assertThat(publisher.publishSome()).isEqualTo(1);
        assertThat(published).containsExactly("e0", "e1", "e2", "e3", "e4");
    }

    @OnBothStores
    void whatAKilledHubWasAboutToPublishIsPublishedAtTheNextStart(TestStore store) throws Exception {
        send(new BehaviourFixture(store.database()), "e", "");
        BehaviourPublisher killed = new BehaviourPublisher(store.database(), "node", records -> {
            throw new AssertionError("killed");
        });
        assertThatThrownBy(killed::publishSome).hasMessage("killed");

        try (BehaviourPublisher publisher = new BehaviourPublisher(store.database(), "node", this::publish)) {
            publisher.start();
            await().untilAsserted(() -> assertThat(published).containsExactly("e"));
        }
    }

    @Test
    void whileANodePublishesNoOtherOvertakesIt() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Database another = store.another()) {
            // Given a node that is in the middle of publishing
            BehaviourFixture hub = new BehaviourFixture(store.database());
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            BehaviourPublisher slow = new BehaviourPublisher(store.database(), "a", records -> {
                begun.countDown();
                await().until(() -> goOn.getCount() == 0);
                publish(records);
            });
            BehaviourPublisher other = new BehaviourPublisher(another, "b", this::publish);
            send(hub, "first", "");
            CompletableFuture<Integer> publishing = CompletableFuture.supplyAsync(slow::publishSome);
            begun.await();

            // When the next event of the profile comes to another node
            send(hub, "second", "");
            int overtaken = other.publishSome();

            // Then it waits, and the first node publishes it too
            assertThat(overtaken).isZero();
            goOn.countDown();
            assertThat(publishing.join()).isEqualTo(1);
            assertThat(slow.publishSome()).isEqualTo(1);
            assertThat(published).containsExactly("first", "second");
        }
    }

    @Test
    void aNodeThatReachesNoBrokerLeavesItToAnother() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Database another = store.another()) {
            send(new BehaviourFixture(store.database()), "e", "");
            away.set(true);
            assertThatThrownBy(new BehaviourPublisher(store.database(), "a", this::publish)::publishSome)
                    .hasMessage("no broker");
            away.set(false);

            int byAnother = new BehaviourPublisher(another, "b", this::publish).publishSome();

            assertThat(byAnother).isEqualTo(1);
            assertThat(published).containsExactly("e");
        }
    }
}
