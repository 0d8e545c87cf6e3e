package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of partners and do with them, through a whole hub. */
class PartnersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String POLL = "carrier-in-acme-poll";
    private static final String ASKED =
            """
            - route:
                id: carrier-in-acme-poll
                description: Asks a carrier of the test.
                from:
                  uri: kamelet:carrier-poll-source
                  parameters:
                    carrier: acme
                    url: http://127.0.0.1:9/track/{numbers}?key={secret}
                    auth: none
                    secret: file:%s
                    interval: 6h
                    tick: 200
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    static EditedHub hub;
    static Path secret;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        EditedHub.prepare(folder, "acme", "beta");
        secret = Files.writeString(folder.resolve("acme.secret"), "kept to itself");
        Path routes = folder.resolve("routes/carriers/acme.camel.yaml");
        Files.writeString(routes, Files.readString(routes) + ASKED.formatted(secret));
        hub = EditedHub.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aCarrierTellsHowItIsReachedAndWhetherItsSecretsAreThereButNeverThem() throws Exception {
        HttpResponse<String> answer = get("/admin/partners/carrier/acme");

        JsonNode route = route(TestHub.json(answer), POLL);
        assertThat(route.path("way").asText()).isEqualTo("poll");
        assertThat(route.path("schedule").asText()).contains("6h");
        assertThat(route.path("server").asText()).isEqualTo("http://127.0.0.1:9/track/");
        assertThat(route.at("/credentials/0/name").asText()).isEqualTo("secret");
        assertThat(route.at("/credentials/0/present").asBoolean()).isTrue();
        assertThat(answer.body()).doesNotContain("kept to itself");
        assertThat(TestHub.json(get("/admin/partners")).path("carriers").findValuesAsText("id"))
                .contains("acme", "beta", "sandbox");
    }

    @Test
    void aCarrierThatIsPolledIsAskedAtOnceAndOneThatCallsCannotBe() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            customer.track("acme", "P1");

            HttpResponse<String> asked = post("/admin/partners/carrier/acme/poll", Map.of());

            assertThat(asked.statusCode()).isEqualTo(202);
            assertThat(post("/admin/partners/carrier/beta/poll", Map.of()).statusCode())
                    .isEqualTo(409);
            assertThat(post("/admin/partners/carrier/none/poll", Map.of()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aPausedRouteStaysSoUntilItIsResumedAlsoWhenItsFileIsLoadedAnew() throws Exception {
        post("/admin/partners/carrier/acme/pause", Map.of("route", POLL, "reason", "moving house"));
        hub.edit(hub.carrier("acme"), "Asks a carrier of the test.", "Asks a carrier of the test again.");
        hub.reload();

        JsonNode paused = route(TestHub.json(get("/admin/partners/carrier/acme")), POLL);
        HttpResponse<String> webhook =
                post("/admin/partners/carrier/acme/pause", Map.of("route", "carrier-in-acme-webhook"));
        int taken = hub.post("acme", "P2");
        post("/admin/partners/carrier/acme/resume", Map.of());
        JsonNode resumed = route(TestHub.json(get("/admin/partners/carrier/acme")), POLL);

        assertThat(paused.path("description").asText()).endsWith("again.");
        assertThat(paused.path("status").asText()).isEqualTo("Stopped");
        assertThat(paused.path("pause_reason").asText()).isEqualTo("moving house");
        assertThat(webhook.statusCode()).isEqualTo(409);
        assertThat(taken).isEqualTo(200);
        assertThat(resumed.path("status").asText()).isEqualTo("Started");
        assertThat(resumed.path("paused_utc").isNull()).isTrue();
    }

    @Test
    void aPauseOutlivesTheHub(@TempDir Path data) throws Exception {
        String sandbox = "/admin/partners/carrier/sandbox";
        byte[] labels = Json.bytes(Map.of("route", "carrier-label-sandbox"));
        try (TestHub first = TestHub.onSharedBroker(data, Map.of())) {
            TestHub.json(first.manage("POST", sandbox + "/pause", labels));
        }

        try (TestHub again = TestHub.onSharedBroker(data, Map.of())) {
            JsonNode paused = route(TestHub.json(again.manage("GET", sandbox, new byte[0])), "carrier-label-sandbox");
            TestHub.json(again.manage("POST", sandbox + "/resume", labels));
            JsonNode resumed = route(TestHub.json(again.manage("GET", sandbox, new byte[0])), "carrier-label-sandbox");

            assertThat(paused.path("status").asText()).isEqualTo("Stopped");
            assertThat(paused.path("paused_utc").isNull()).isFalse();
            assertThat(resumed.path("status").asText()).isEqualTo("Started");
        }
    }

    @Test
    void whatSomebodyElseStoppedIsNotStartedByThoseWhoWatchPauses() throws Exception {
        String route = "carrier-label-sandbox";
        hub.hub().hub().route(route, false);

        post("/admin/partners/carrier/acme/pause", Map.of("route", POLL));
        post("/admin/partners/carrier/acme/resume", Map.of("route", POLL));
        String status =
                TestHub.json(get("/admin/routes/" + route)).at("/route/status").asText();
        hub.hub().hub().route(route, true);

        assertThat(status).isEqualTo("Stopped");
    }

    @Test
    void aPausedEndpointIsSentNothingUntilItIsResumed() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String partner = "/admin/partners/customer/" + customer.account();
            customer.track("acme", "P3");
            assertThat(post(partner + "/pause", Map.of("reason", "they asked")).statusCode())
                    .isEqualTo(200);
            hub.post("acme", "P3");
            await().atMost(PATIENCE)
                    .until(() -> endpoint(partner).path("waiting").asInt() == 1);

            JsonNode paused = endpoint(partner);
            int whilePaused = customer.sink().received().size();
            post(partner + "/resume", Map.of());
            await().atMost(PATIENCE).until(() -> customer.told("P3").size() == 1);

            assertThat(paused.path("pause_reason").asText()).isEqualTo("they asked");
            assertThat(whilePaused).isZero();
            await().atMost(PATIENCE)
                    .until(() -> endpoint(partner).path("waiting").asInt() == 0);
        }
    }

    @Test
    void aTestReachesTheEndpointSignedAndMarkedAndTellsItsAnswer() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String partner = "/admin/partners/customer/" + customer.account();

            JsonNode sent = TestHub.json(post(partner + "/test", Map.of()));

            String delivery = sent.at("/sent/0/delivery").asText();
            await().atMost(PATIENCE).until(() -> TestHub.json(get("/admin/deliveries/" + delivery))
                    .path("status")
                    .asText()
                    .equals("delivered"));
            assertThat(customer.told("TEST")).hasSize(1);
            assertThat(customer.told("TEST")
                            .get(0)
                            .at("/shipment_meta_data/0/key")
                            .asText())
                    .isEqualTo("test");
            assertThat(TestHub.json(get("/admin/deliveries/" + delivery))
                            .at("/calls/0/http_status")
                            .asInt())
                    .isEqualTo(204);
        }
    }

    @Test
    void aRotatedSecretIsShownOnceAndTheOneBeforeSignsForADay() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String partner = "/admin/partners/customer/" + customer.account();

            JsonNode rotated = TestHub.json(post(partner + "/rotate", Map.of()));
            post(partner + "/test", Map.of());

            assertThat(rotated.path("secret").asText()).startsWith("whsec_");
            await().atMost(PATIENCE).until(() -> customer.sink().received().size() == 1);
            assertThat(customer.sink()
                            .received()
                            .get(0)
                            .verified(rotated.path("secret").asText()))
                    .isTrue();
            // verified by the secret of old
            assertThat(customer.told("TEST")).hasSize(1);
            assertThat(get(partner).body())
                    .doesNotContain(rotated.path("secret").asText());
            assertThat(endpoint(partner).path("secret_rotated_until_utc").asText())
                    .isNotEmpty();
        }
    }

    @Test
    void manyCustomersAreReadPageByPageAndFoundByName() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.hub().manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Wanted_" + i)));
        }

        JsonNode first = TestHub.json(get("/admin/partners?q=wanted_&limit=3"));
        JsonNode second = TestHub.json(get(
                "/admin/partners?q=wanted_&limit=3&after=" + first.path("next").asText()));

        assertThat(first.path("customers")).hasSize(3);
        assertThat(second.path("customers")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(TestHub.json(get("/admin/partners?q=wantedX")).path("customers"))
                .isEmpty();
    }

    private static JsonNode endpoint(String partner) throws Exception {
        return TestHub.json(get(partner)).at("/endpoints/0");
    }

    private static JsonNode route(JsonNode carrier, String id) {
        for (JsonNode route : carrier.path("routes")) {
            if (route.path("id").asText().equals(id)) {
                return route;
            }
        }
        throw new AssertionError("no route " + id + " in " + carrier);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return hub.hub().manage("GET", path, new byte[0]);
    }

    private static HttpResponse<String> post(String path, Map<String, ?> body) throws Exception {
        return hub.hub().manage("POST", path, Json.bytes(body));
    }
}
