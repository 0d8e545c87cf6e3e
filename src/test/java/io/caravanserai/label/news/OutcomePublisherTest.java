package io.caravanserai.label.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.Json;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class OutcomePublisherTest {
    private final List<OutcomeMessage> topic = new CopyOnWriteArrayList<>();

    @OnBothStores
    void nodesShareTheOutboxAndSendEachOutcomeOnce(TestStore store) {
        // Given ends of label work on a store that two nodes share
        Database database = store.database();
        List<String> shipments = QueuedLabels.add(database, "acme", "A1", 300);
        shipments.forEach(id -> ended(database, id, "made"));
        try (OutcomePublisher one = new OutcomePublisher(database, this::take);
                OutcomePublisher other = new OutcomePublisher(database, this::take)) {
            // When both are woken
            one.wake();
            other.wake();

            // Then everything was sent, nothing twice
            await().until(() -> unsent(database) == 0);
            assertThat(topic).extracting(OutcomeMessage::shipmentId).containsExactlyInAnyOrderElementsOf(shipments);
            OutcomeMessage message = topic.get(0);
            assertThat(message.v()).isEqualTo(1);
            assertThat(message.status()).isEqualTo("made");
            assertThat(message.format()).isEqualTo("zpl200");
            assertThat(message.parcels()).hasSize(1);
        }
    }

    @OnBothStores
    void whatTheBrokerDidNotTakeIsSentWhenItIsBack(TestStore store) {
        Database database = store.database();
        String id = QueuedLabels.add(database, "acme", "A1", 1).get(0);
        ended(database, id, "failed");
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger refused = new AtomicInteger();
        OutcomePublisher.Topic flaky = records -> {
            if (away.get()) {
                refused.incrementAndGet();
                throw new IllegalStateException("no broker");
            }
            take(records);
        };
        try (OutcomePublisher first = new OutcomePublisher(database, flaky)) {
            // Given a hub whose broker is away, until it is closed
            first.wake();
            await().until(() -> refused.get() == 1);
        }
        assertThat(topic).isEmpty();
        away.set(false);

        // When the hub is started again
        try (OutcomePublisher next = new OutcomePublisher(database, flaky)) {
            next.start();

            // Then it is sent, with its error
            await().until(() -> unsent(database) == 0);
            assertThat(topic).extracting(OutcomeMessage::shipmentId).containsExactly(id);
            assertThat(topic.get(0).error()).isNotNull();
        }
    }

    @OnBothStores
    void whatANodeClaimedThatIsLostIsSentByAnother(TestStore store) {
        Database database = store.database();
        String id = QueuedLabels.add(database, "acme", "A1", 1).get(0);
        ended(database, id, "made");
        OutcomeStore lost = new OutcomeStore(database);
        assertThat(lost.claim()).hasSize(1);
        assertThat(new OutcomeStore(database).claim()).isEmpty();

        // its claim ends with time
        database.write(connection -> Sql.update(connection, "UPDATE label_outcome SET claimed_until = 1"));

        assertThat(new OutcomeStore(database).claim())
                .extracting(OutcomeMessage::shipmentId)
                .containsExactly(id);
    }

    @OnBothStores
    void whatTheCustomerWasNotToldOfIsSentAgain(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 2);
        ids.forEach(id -> ended(database, id, "made"));
        OutcomeStore outbox = new OutcomeStore(database);
        outbox.sent(outbox.claim());
        database.write(connection -> Sql.update(
                connection,
                "UPDATE label_outcome SET sent_at = 1, claimed_until = 0, released_at = "
                        + "CASE WHEN shipment_id = ? THEN 2 END",
                ids.get(0)));

        assertThat(outbox.resend(Duration.ofMinutes(2))).isEqualTo(1);

        assertThat(outbox.claim()).extracting(OutcomeMessage::shipmentId).containsExactly(ids.get(1));
        assertThat(outbox.claim()).as("another node").isEmpty();
    }

    private void take(List<Map.Entry<String, byte[]>> records) {
        records.forEach(record -> {
            OutcomeMessage message = Json.read(record.getValue(), OutcomeMessage.class);
            assertThat(record.getKey()).isEqualTo(message.shipmentId());
            topic.add(message);
        });
    }

    private static void ended(Database database, String shipment, String status) {
        database.write(connection -> {
            Sql.update(
                    connection,
                    "UPDATE label_work SET status = ?, error = ? WHERE shipment_id = ?",
                    status,
                    status.equals("failed") ? "{\"error_code\":\"carrier_rejected\"}" : null,
                    shipment);
            String work = Sql.first(
                            connection,
                            "SELECT id FROM label_work WHERE shipment_id = ?",
                            row -> row.getString(1),
                            shipment)
                    .orElseThrow();
            LabelOutcomes.ended(connection, work, 1_000);
            return true;
        });
    }

    private static long unsent(Database database) {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM label_outcome WHERE sent_at IS NULL"));
    }
}
