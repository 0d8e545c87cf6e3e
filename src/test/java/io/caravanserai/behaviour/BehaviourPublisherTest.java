package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
        BehaviourPublisher publisher = new BehaviourPublisher(store.database(), this::publish);
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
        BehaviourPublisher publisher = new BehaviourPublisher(store.database(), this::publish);
        for (int i = 0; i < 5; i++) {
            send(hub, "e" + i, "x".repeat(3_000_000));
        }

        assertThat(publisher.publishSome()).isEqualTo(2);
        assertThat(publisher.publishSome()).isEqualTo(2);
        assertThat(publisher.publishSome()).isEqualTo(1);
        assertThat(published).containsExactly("e0", "e1", "e2", "e3", "e4");
    }

    @Test
    void whatAKilledHubWasAboutToPublishIsPublishedAtTheNextStart() throws Exception {
        try (TestStore store = TestStores.sqlite()) {
            send(new BehaviourFixture(store.database()), "e", "");
            store.database()
                    .write(connection ->
                            Sql.update(connection, "UPDATE behaviour_outbox SET claimed_until = " + Long.MAX_VALUE));

            try (BehaviourPublisher publisher = new BehaviourPublisher(store.database(), this::publish)) {
                publisher.start();
                await().untilAsserted(() -> assertThat(published).containsExactly("e"));
            }
        }
    }
}
