package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of partners and do with them, through a whole hub. */
class PartnersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] NOTHING = new byte[0];
    private static final String SANDBOX = "/admin/partners/carrier/sandbox";
    private static final String LABELS = "carrier-label-sandbox";
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

    private static final String FILES = "carrier-in-acme-files";
    private static final String FETCHED =
            """
            - route:
                id: carrier-in-acme-files
                description: Fetches files of a carrier of the test.
                from:
                  uri: kamelet:carrier-sftp-source
                  parameters:
                    carrier: acme
                    host: %s
                    port: %d
                    username: acme
                    privateKeyFile: %s
                    minAge: 0s
                    delay: 6000000
                    keyPath: /tracking_number
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    static EditedHub hub;
    static Path secret;
    static SftpServerKit server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        EditedHub.prepare(folder, "acme", "beta");
        secret = Files.writeString(folder.resolve("acme.secret"), "kept to itself");
        Path routes = folder.resolve("routes/carriers/acme.camel.yaml");
        server = SftpServerKit.start(folder.resolve("server"), 0);
        server.addTo(folder.resolve("data/keys/known_hosts"));
        Files.writeString(
                routes,
                Files.readString(routes)
                        + ASKED.formatted(secret)
                        + FETCHED.formatted(server.host(), server.port(), server.userWithKey("acme")));
        hub = EditedHub.start(folder, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        server.close();
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
    void aFolderIsLookedAtAtOnceAndTheKeyThatIsTrustedForItsServerIsShown() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            customer.track("acme", "F1");
            // it has been looked at for the first time, and is again in hours
            await().atMost(PATIENCE).until(() -> files().path("health").asText().equals("UP"));
            Path outbox = server.folder("acme").resolve("outbox");
            Files.write(outbox.resolve("f1.json.part"), EditedHub.event("F1", "collection/collected"));
            Files.move(outbox.resolve("f1.json.part"), outbox.resolve("f1.json"));

            JsonNode polled = TestHub.json(post("/admin/partners/carrier/acme/poll", Map.of()));

            assertThat(polled.path("routes")).extracting(JsonNode::asText).containsExactly(FILES);
            await().atMost(PATIENCE).until(() -> customer.codes("F1").equals(List.of("collection/collected")));
            assertThat(files().path("server").asText())
                    .isEqualTo("sftp://acme@" + server.host() + ":" + server.port() + "/outbox");
            assertThat(files().path("host_key").asText()).isEqualTo("ecdsa-sha2-nistp256 " + server.fingerprint());
        }
    }

    private static JsonNode files() throws Exception {
        return route(TestHub.json(get("/admin/partners/carrier/acme")), FILES);
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
    void aPauseHoldsOnEveryNodeAndOnOneThatStartsLater(@TempDir Path data) throws Exception {
        try (TestStore store = TestStores.postgresql();
                TestHub first = node(store, data, "hub-1");
                TestCustomer customer = TestCustomer.of(first)) {
            act(first, "pause", LABELS);
            try (TestHub second = node(store, data, "hub-2")) {
                assertThat(labels(second).path("status").asText()).isEqualTo("Stopped");
                assertThat(labels(second).path("paused_utc").isNull()).isFalse();

                act(second, "resume", LABELS);
                await().atMost(PATIENCE).until(() -> isStarted(first) && isStarted(second));
                act(first, "pause", LABELS);
                await().atMost(PATIENCE).until(() -> !isStarted(second));

                String partner = "/admin/partners/customer/" + customer.account();
                first.manage("POST", partner + "/pause", NOTHING);
                customer.track("sandbox", "N1");
                second.sandboxEvent("N1", "collection/collected");
                await().atMost(PATIENCE)
                        .until(() -> endpoint(second, partner).path("waiting").asInt() == 1);
                int whilePaused = customer.sink().received().size();
                second.manage("POST", partner + "/resume", NOTHING);
                await().atMost(PATIENCE).until(() -> customer.told("N1").size() == 1);
                assertThat(whilePaused).isZero();
            }
        }
    }

    private static TestHub node(TestStore store, Path data, String name) {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.put("hub.data.dir", data.resolve(name).toString());
        settings.put("hub.node", name);
        return TestHub.onSharedBroker(data.resolve(name), settings);
    }

    private static void act(TestHub node, String act, String route) throws Exception {
        TestHub.json(node.manage("POST", SANDBOX + "/" + act, Json.bytes(Map.of("route", route))));
    }

    private static JsonNode labels(TestHub node) throws Exception {
        return route(TestHub.json(node.manage("GET", SANDBOX, NOTHING)), LABELS);
    }

    private static boolean isStarted(TestHub node) throws Exception {
        return labels(node).path("status").asText().equals("Started");
    }

    @Test
    void whatSomebodyElseStoppedIsNotStartedByThoseWhoWatchPauses() throws Exception {
        String route = LABELS;
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
        return endpoint(hub.hub(), partner);
    }

    private static JsonNode endpoint(TestHub node, String partner) throws Exception {
        return TestHub.json(node.manage("GET", partner, NOTHING)).at("/endpoints/0");
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
        return hub.hub().manage("GET", path, NOTHING);
    }

    private static HttpResponse<String> post(String path, Map<String, ?> body) throws Exception {
        return hub.hub().manage("POST", path, Json.bytes(body));
    }
}
