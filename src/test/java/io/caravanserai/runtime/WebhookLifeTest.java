package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscription's life in a whole hub, by its own calls alone: changed, ended by its endpoint, alerted, begun again. */
class WebhookLifeTest {
    @Test
    void isChangedDisabledEnabledAndMadeUpFor(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("hub"), Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            String all = "/accounts/" + customer.account() + "/webhooks/tracking/subscriptions";
            String one = all + "/" + TestHub.json(customer.get(all)).at("/0/id").asText();
            AtomicBoolean gone = new AtomicBoolean(true);
            customer.sink().answer((message, response) -> response.setStatusCode(gone.get() ? 410 : 204)
                    .end());
            assertThat(TestHub.json(customer.call(
                                    "PATCH", one, Map.of("transform", "{\"of\": .[0].carrier_tracking_id}")))
                            .at("/transform")
                            .asText())
                    .startsWith("{");
            customer.track("sandbox", "LIFE1");

            scan(hub);

            await().until(() ->
                    TestHub.json(customer.get(all)).at("/0/status").asText().equals("disabled"));
            assertThat(alerts(hub)).hasSize(1);
            assertThat(alerts(hub).at("/0/kind").asText()).isEqualTo("endpoint_gone");
            gone.set(false);
            assertThat(TestHub.json(customer.post(one + "/enable", Map.of()))
                            .at("/status")
                            .asText())
                    .isEqualTo("active");
            assertThat(alerts(hub)).isEmpty();
            assertThat(TestHub.json(customer.post(
                                    "/accounts/" + customer.account() + "/webhooks/replay",
                                    Map.of("since", "2026-01-01T00:00:00Z", "status", "cancelled")))
                            .at("/replayed")
                            .asInt())
                    .isEqualTo(1);
            await().until(() -> customer.sink().received().size() == 2);
            assertThat(customer.sink().received().get(1).text()).isEqualTo("{\"of\":\"LIFE1\"}");
        }
    }

    private static void scan(TestHub hub) throws Exception {
        byte[] event = Json.bytes(
                Map.of("tracking_number", "LIFE1", "code", "delivery/delivered", "time", "2026-03-01T10:00:00+01:00"));
        assertThat(hub.post("/carriers/sandbox/events", event).statusCode()).isEqualTo(200);
    }

    private static JsonNode alerts(TestHub hub) throws Exception {
        return TestHub.json(hub.manage("GET", "/admin/alerts", new byte[0])).get("alerts");
    }
}
