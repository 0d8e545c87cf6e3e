package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub goes by the time of its database, so nodes agree on what is due whatever their own clocks say. */
class NodeTimeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration OFF = Duration.ofHours(2);

    /** A column of the store that holds numbers. */
    private record Column(String table, String name) {}

    @Test
    void nothingThatANodeKeepsIsByItsOwnClock(@TempDir Path folder) throws Exception {
        try (TestStore store = TestStores.postgresql()) {
            // Given a node whose clock is two hours behind, and an endpoint that fails at first
            Map<String, String> settings = new HashMap<>(store.settingsByTime(OFF));
            settings.remove("hub.data.dir");
            settings.put("hub.webhook.retry-schedule", "1s,1s");
            try (TestHub hub = TestHub.onSharedBroker(folder, settings);
                    TestCustomer customer = TestCustomer.of(hub)) {
                AtomicInteger calls = new AtomicInteger();
                customer.sink()
                        .answer((message, response) -> response.setStatusCode(calls.incrementAndGet() == 1 ? 500 : 204)
                                .end());
                customer.track("sandbox", "T1");
                byte[] source = Json.bytes(Map.of("id", "shop", "name", "Shop", "type", "rest"));
                assertThat(hub.manage("POST", "/admin/event-sources", source).statusCode())
                        .isEqualTo(201);

                // When it does what hubs do
                assertThat(hub.sandboxEvent("T1", "delivery/delivered")).isEqualTo(200);
                assertThat(hub.sandboxEvent("T1", "no/such/code")).isEqualTo(200);
                customer.post("/shipments", ShipmentBody.of("sandbox", 1, "zpl200"));
                customer.post("/shipments", ShipmentBody.of("in_house", 1, "zpl200"));
                byte[] payload = Json.bytes(
                        Map.of("source", Map.of("id", "shop"), "events", List.of(Map.of("type", "page-view"))));
                assertThat(hub.post("/track", payload).statusCode()).isEqualTo(200);
                await().atMost(PATIENCE).until(() -> customer.sink().received().size() >= 2);
                await().atMost(PATIENCE)
                        .until(() ->
                                count(store.database(), "SELECT COUNT(*) FROM label_work WHERE status = 'made'") == 2);
            }

            // Then every moment in the store is the database's
            long here = System.currentTimeMillis();
            assertThat(columns(store.database()))
                    .hasSizeGreaterThan(20)
                    .filteredOn(column -> count(
                                    store.database(),
                                    "SELECT COUNT(*) FROM " + column.table() + " WHERE " + column.name()
                                            + " BETWEEN ? AND ?",
                                    here - OFF.toMillis() / 2,
                                    here + OFF.toMillis() / 2)
                            > 0)
                    .isEmpty();
        }
    }

    private static List<Column> columns(Database database) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND data_type = 'bigint'",
                row -> new Column(row.getString(1), row.getString(2))));
    }

    private static long count(Database database, String sql, Object... parameters) {
        return database.read(connection -> Sql.number(connection, sql, parameters));
    }
}
