package io.caravanserai.label.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.page.PageLinks;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class BatchReleaseTest {
    private static final long DEADLINE = 10_000;

    @OnBothStores
    void eachSetOfLabelsIsOneRevision(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 3);
        String batch = create(database, Map.of("shipment_ids", ids));

        // Before the deadline it waits for all of them
        end(database, ids.get(0), "made");
        release(database, batch, DEADLINE - 1);
        assertThat(find(database, batch).status()).isEqualTo("open");

        // When the deadline is over, it has what there is, once
        end(database, ids.get(1), "failed");
        release(database, batch, DEADLINE);
        release(database, batch, DEADLINE + 1);
        assertThat(find(database, batch).status()).isEqualTo("partial");
        assertThat(revisions(database, batch)).containsExactly(1, 0, 0);

        // What comes late is the next one
        end(database, ids.get(2), "made");
        release(database, batch, DEADLINE + 2);
        assertThat(find(database, batch).revision()).isEqualTo(2);
        assertThat(revisions(database, batch)).containsExactly(1, 0, 2);
        end(database, ids.get(1), "made");
        release(database, batch, DEADLINE + 3);
        assertThat(find(database, batch).status()).isEqualTo("complete");
        assertThat(revisions(database, batch)).containsExactly(1, 3, 2);
    }

    @OnBothStores
    void recordsLeadToTheShipmentAndToItsBatches(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 2);
        end(database, ids.get(0), "made");
        String batch = create(database, Map.of("uuid_refs", ids));
        GroupFinder finder = new GroupFinder(database, (record, reason) -> {}, at(0));

        // What ended before the batch was made counts when the batch is told of
        assertThat(finder.groups(List.of(message(null, batch))))
                .containsExactly(LabelGroup.batch(batch, Set.of(ids.get(0)), 2, DEADLINE, false));
        // and later what is told of the other
        assertThat(finder.groups(List.of(message(ids.get(1), null), message(ids.get(1), null))))
                .containsExactly(
                        LabelGroup.shipment(ids.get(1)),
                        LabelGroup.batch(batch, Set.of(ids.get(1)), 2, DEADLINE, false));
    }

    @OnBothStores
    void aShipmentIsInOneManifest(TestStore store) {
        Database database = store.database();
        List<String> ids = QueuedLabels.add(database, "acme", "A1", 2);
        database.write(connection -> Sql.update(connection, "UPDATE shipment SET manifest_status = 'required'"));
        Map<String, String> day = Map.of("carrier_id", "acme", "date", "1970-01-01");
        String manifest = create(database, day);
        assertThatThrownBy(() -> create(database, day)).isInstanceOf(HttpProblem.class);

        end(database, ids.get(0), "made");
        end(database, ids.get(1), "failed");
        release(database, manifest, 0);

        assertThat(closed(database, manifest)).containsExactly(ids.get(0));
    }

    private static String create(Database database, Map<String, ?> body) {
        BatchRequest request = BatchRequest.parse(Json.read(Json.bytes(body), JsonNode.class));
        return new BatchStore(database).create("A1", request, DEADLINE, 1_000);
    }

    private static void release(Database database, String batch, long now) {
        assertThat(new BatchRelease(database, new PageLinks(database, () -> "http://hub.test"), at(now)).release(batch))
                .as("nobody subscribed")
                .isEmpty();
    }

    private static Clock at(long millis) {
        return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private static byte[] message(@Nullable String shipment, @Nullable String batch) {
        return Json.bytes(new OutcomeMessage(
                1, "o1", "A1", shipment, batch, "acme", "made", List.of(), null, null, null, "1970-01-01T00:00:00Z"));
    }

    private static void end(Database database, String shipment, String status) {
        database.write(connection -> {
            Sql.update(connection, "UPDATE label_work SET status = ? WHERE shipment_id = ?", status, shipment);
            return Sql.update(connection, "UPDATE shipment SET label_status = ? WHERE id = ?", status, shipment);
        });
    }

    private static LabelBatch find(Database database, String id) {
        return database.read(connection -> LabelBatch.find(connection, id)).orElseThrow();
    }

    private static List<Integer> revisions(Database database, String id) {
        LabelBatch batch = find(database, id);
        return database.read(batch::members).stream()
                .map(LabelBatch.Member::revision)
                .toList();
    }

    private static List<String> closed(Database database, String manifest) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT id FROM shipment WHERE manifest_id = ? AND manifest_status = 'ok'",
                row -> row.getString(1),
                manifest));
    }
}
