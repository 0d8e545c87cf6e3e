package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edits of route files do to a running hub; each failure of Camel's own reload is one of the tests. */
class RouteReloadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DIRECT =
            """
            - route:
                id: carrier-in-%1$s-%2$s
                description: Takes what other routes hand over.
                from:
                  uri: direct:%2$s
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    static EditedHub hub;
    static Path first;

    @TempDir
    Path folder = Path.of("unset");

    @BeforeAll
    static void start(@TempDir Path shared) throws Exception {
        hub = EditedHub.with(shared, "acme", "beta");
        first = shared.resolve("first");
        EditedHub.copy(hub.routes, first);
    }

    @BeforeEach
    void restore() throws Exception {
        hub.restore(first);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void anEditOfOneFileRestartsNoOtherRoute() throws Exception {
        Consumer other = hub.consumer("carrier-in-beta-webhook");
        Consumer stage = hub.consumer("harmonize");
        Consumer edited = hub.consumer("carrier-in-acme-webhook");

        hub.edit(hub.carrier("acme"), "A carrier of the test.", "A carrier that was edited.");
        HttpResponse<String> answer = hub.reload();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(hub.consumer("carrier-in-beta-webhook")).isSameAs(other);
        assertThat(hub.consumer("harmonize")).isSameAs(stage);
        assertThat(hub.consumer("carrier-in-acme-webhook")).isNotSameAs(edited);
        assertThat(hub.post("acme", "A1")).isEqualTo(200);
    }

    @Test
    void theRoutesOfItsKameletsGoWithAFileSoTheNextEditsWorkToo() throws Exception {
        int routes = hub.routes();
        for (String limit : new String[] {"1m", "2m", "3m"}) {
            hub.save(
                    hub.carrier("acme"),
                    EditedHub.WEBHOOK
                            .formatted("acme")
                            .replace("keyPath:", "tolerance: " + limit + "\n        keyPath:"));

            assertThat(hub.reload().statusCode()).isEqualTo(200);

            assertThat(hub.routesFrom("carriers/acme")).as(limit).hasSize(1);
            assertThat(hub.routes()).as(limit).isEqualTo(routes);
            assertThat(hub.post("acme", "A-" + limit)).isEqualTo(200);
        }
    }

    @Test
    void aBadEditLeavesWhatRanAndSaysWhyUntilItIsMended() throws Exception {
        Consumer before = hub.consumer("carrier-in-acme-webhook");
        Path file = hub.carrier("acme");
        String good = Files.readString(file);
        Map<String, String> bad = Map.of(
                "- route: [\n",
                "acme.camel.yaml:2",
                good.replace("carrier-webhook-source", "carrier-webhok-source"),
                "carrier-webhook-source",
                good.replace("keyPath:", "keyPth:"),
                "keyPth",
                good.replace("keyPath: /tracking_number", "keyPath: tracking_number"),
                "tracking_number",
                good.replace("kamelet:carrier-inbound-sink", "nosuchcomponent:x"),
                "nosuchcomponent");
        bad.forEach((text, said) -> refused(file, text, said));
        assertThat(hub.consumer("carrier-in-acme-webhook")).isSameAs(before);

        hub.save(file, good.replace("A carrier of", "The mended carrier of"));

        assertThat(hub.reload().statusCode()).isEqualTo(200);
        assertThat(hub.status(file)).isEqualTo("running");
        assertThat(hub.state(file).path("reason").asText()).isEmpty();
        assertThat(hub.consumer("carrier-in-acme-webhook")).isNotSameAs(before);
    }

    private static void refused(Path file, String text, String said) {
        try {
            hub.save(file, text);
            HttpResponse<String> answer = hub.reload();
            assertThat(answer.statusCode()).as(text).isEqualTo(409);
            JsonNode state = hub.state(file);
            assertThat(state.path("status").asText()).isEqualTo("previous_runs");
            assertThat(state.path("reason").asText()).contains(said);
            assertThat(hub.post("acme", "STILL")).isEqualTo(200);
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void aFileSetAsideAtStartStartsOnceItIsMended() throws Exception {
        EditedHub.prepare(folder, "acme");
        Path file = folder.resolve("routes/carriers/acme.camel.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("verification: none", "verification: magic"));
        try (EditedHub own = EditedHub.start(folder, Map.of())) {
            assertThat(own.state(file).path("status").asText()).isEqualTo("set_aside");
            assertThat(own.state(file).path("reason").asText()).contains("verification is 'magic'");
            assertThat(own.post("acme", "EARLY")).isEqualTo(404);

            own.save(file, good);
            own.reload();

            assertThat(own.status(file)).isEqualTo("running");
            assertThat(own.post("acme", "MENDED")).isEqualTo(200);
        }
    }

    @Test
    void aNewFileIsAddedAndOneThatGoesIsRemoved() throws Exception {
        int routes = hub.routes();
        EditedHub.mapping(hub.folder, "late");
        hub.save(hub.carrier("late"), EditedHub.WEBHOOK.formatted("late"));
        assertThat(hub.reload().statusCode()).isEqualTo(200);
        assertThat(hub.post("late", "L1")).isEqualTo(200);

        Files.delete(hub.carrier("late"));
        hub.reload();

        assertThat(hub.status(hub.carrier("late"))).isEqualTo("unknown");
        assertThat(hub.routes()).isEqualTo(routes);
        await().atMost(PATIENCE).until(() -> hub.post("late", "L2") == 404);
        assertThat(hub.hub().sandboxEvent("OTHER", "collection/collected")).isEqualTo(200);
    }

    @Test
    void aRouteIdThatAnotherFileHasIsRefusedUntilThatFileGivesItUp() throws Exception {
        String taken = EditedHub.WEBHOOK
                .formatted("acme")
                .replace("id: carrier-in-acme-webhook", "id: carrier-in-beta-webhook");
        hub.save(hub.carrier("acme"), taken);
        assertThat(hub.reload().statusCode()).isEqualTo(409);
        assertThat(hub.state(hub.carrier("acme")).path("reason").asText())
                .contains("carrier-in-beta-webhook", "beta.camel.yaml");
        assertThat(hub.post("acme", "A1")).isEqualTo(200);

        hub.edit(hub.carrier("beta"), "carrier-in-beta-webhook", "carrier-in-beta-hook");

        assertThat(hub.reload().statusCode()).isEqualTo(200);
        assertThat(hub.status(hub.carrier("acme"))).isEqualTo("running");
        assertThat(hub.post("acme", "A2")).isEqualTo(200);
        assertThat(hub.post("beta", "B2")).isEqualTo(200);
    }

    @Test
    void aPathThatAnotherFileServesIsRefused() throws Exception {
        hub.edit(hub.carrier("acme"), "carrier: acme", "carrier: beta");

        assertThat(hub.reload().statusCode()).isEqualTo(409);

        assertThat(hub.state(hub.carrier("acme")).path("reason").asText())
                .contains("POST /carriers/beta/events", "beta.camel.yaml");
        assertThat(hub.post("acme", "A1")).isEqualTo(200);
        assertThat(hub.post("beta", "B1")).isEqualTo(200);
    }

    @Test
    void whatStartsInNoTrialButInTheHubFailsIsRolledBack() throws Exception {
        hub.save(hub.carrier("beta"), EditedHub.WEBHOOK.formatted("beta") + DIRECT.formatted("beta", "shared"));
        assertThat(hub.reload().statusCode()).isEqualTo(200);
        int routes = hub.routes();

        // one consumer alone may take from direct:shared, which shows when the second starts
        hub.save(hub.carrier("acme"), EditedHub.WEBHOOK.formatted("acme") + DIRECT.formatted("acme", "shared"));
        assertThat(hub.reload().statusCode()).isEqualTo(409);

        assertThat(hub.status(hub.carrier("acme"))).isEqualTo("previous_runs");
        assertThat(hub.state(hub.carrier("acme")).path("reason").asText()).contains("direct://shared");
        assertThat(hub.routes()).isEqualTo(routes);
        assertThat(hub.post("acme", "A1")).isEqualTo(200);
    }

    @Test
    void anEditOfAKameletReloadsTheFilesThatUseItAndNoOther() throws Exception {
        Path kamelet = hub.routes.resolve("kamelets/quiet-webhook-source.kamelet.yaml");
        Files.writeString(
                kamelet,
                Files.readString(Path.of("routes/kamelets/carrier-webhook-source.kamelet.yaml"))
                        .replace("name: carrier-webhook-source", "name: quiet-webhook-source"));
        hub.edit(hub.carrier("acme"), "carrier-webhook-source", "quiet-webhook-source");
        assertThat(hub.reload().statusCode()).isEqualTo(200);
        Consumer other = hub.consumer("carrier-in-beta-webhook");
        Consumer before = hub.consumer("carrier-in-acme-webhook");
        int routes = hub.routes();

        hub.edit(kamelet, "/carriers/{{carrier}}/events", "/carriers/{{carrier}}/news");
        assertThat(hub.reload().statusCode()).isEqualTo(200);

        assertThat(hub.hub()
                        .post("/carriers/acme/news", EditedHub.event("A1", "collection/collected"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.consumer("carrier-in-beta-webhook")).isSameAs(other);
        assertThat(hub.consumer("carrier-in-acme-webhook")).isNotSameAs(before);
        assertThat(hub.routes()).isEqualTo(routes);

        Consumer edited = hub.consumer("carrier-in-acme-webhook");
        hub.edit(kamelet, "ref: \"{{intake}}\"", "ref: \"{{intak}}\"");
        assertThat(hub.reload().statusCode()).isEqualTo(409);

        assertThat(hub.status(kamelet)).isEqualTo("previous_runs");
        assertThat(hub.consumer("carrier-in-acme-webhook")).isSameAs(edited);
    }

    @Test
    void anEditOfASinkThatAllShareReachesAll() throws Exception {
        int routes = hub.routes();
        Path sink = hub.routes.resolve("kamelets/carrier-inbound-sink.kamelet.yaml");

        hub.edit(sink, "default: 5", "default: 3");
        assertThat(hub.reload().statusCode()).isEqualTo(200);

        assertThat(hub.routes()).isEqualTo(routes);
        assertThat(hub.hub().hub().camel().getEndpoints().stream()
                        .filter(endpoint -> endpoint.getEndpointUri().contains("carrier.inbound"))
                        .filter(endpoint -> endpoint.getEndpointUri().contains("lingerMs"))
                        .toList())
                .isNotEmpty()
                .allMatch(endpoint -> endpoint.getEndpointUri().contains("lingerMs=3"));
        assertThat(hub.post("acme", "A1")).isEqualTo(200);
        assertThat(hub.post("beta", "B1")).isEqualTo(200);
    }

    @Test
    void theHubsOwnRoutesWaitForARestart() throws Exception {
        Path file = hub.routes.resolve("hub/harmonize.camel.yaml");
        Consumer before = hub.consumer("harmonize");
        String good = Files.readString(file);

        hub.save(file, good.replace("maxPollRecords: 500", "maxPollRecords: 400"));
        assertThat(hub.reload().statusCode()).isEqualTo(409);

        assertThat(hub.status(file)).isEqualTo("restart_needed");
        assertThat(hub.consumer("harmonize")).isSameAs(before);
        hub.save(file, good);
        assertThat(hub.reload().statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsSavedTakesEffectByItself() throws Exception {
        try (EditedHub own = EditedHub.start(EditedHub.prepare(folder, "acme"), Map.of("hub.reload", "true"))) {
            EditedHub.mapping(folder, "late");

            own.save(own.carrier("late"), EditedHub.WEBHOOK.formatted("late"));

            await().atMost(PATIENCE).until(() -> own.post("late", "L1") == 200);
        }
    }
}
