package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.testkit.CarrierStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route of Evri, which knows a parcel by a URN that is looked up by its barcode. */
class IdLookupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FINDER = "/v1/parcels/reference/H00SAM0000000007";
    private static final String EVENTS = "{\"results\":[{\"trackingEvents\":[]}]}";

    private final Map<String, String> settings = new HashMap<>();
    private CarrierStub carrier;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        folder = data;
        carrier = CarrierStub.start(0)
                .answer(FINDER, 200, "application/json", "{\"parcelIdentifiers\":[{\"urn\":\"urn:sample:7&8\"}]}")
                .answer("/v1/parcels", 200, "application/json", EVENTS);
        settings.putAll(Map.of(
                "carrier.evri.poll.enabled", "true",
                "carrier.evri.api-url", carrier.url() + "/v1/parcels",
                "carrier.evri.api-key", "file:" + Files.writeString(data.resolve("secret"), "s3"),
                "carrier.evri.rate", "50/s",
                "carrier.evri.poll.tick", "100"));
    }

    @AfterEach
    void stop() {
        carrier.close();
    }

    @Test
    void theIdIsLookedUpOnceAndTheAnswerIsAboutTheNumber() throws Exception {
        try (IntakeHarness hub = polling("H00SAM0000000007")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
            assertThat(hub.inbound().get(0).key()).isEqualTo("H00SAM0000000007");
            assertThat(new String(hub.inbound().get(0).body(), StandardCharsets.UTF_8))
                    .isEqualTo(EVENTS);

            new PollRequests(hub.database, "evri", Clock.systemUTC()).wanted(List.of("H00SAM0000000007"));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.inbound()).hasSize(2));
            assertThat(asked())
                    .containsExactly(
                            FINDER,
                            "/v1/parcels?uniqueIds=urn%3Asample%3A7%268",
                            "/v1/parcels?uniqueIds=urn%3Asample%3A7%268");
        }
    }

    @Test
    void aLookUpTakesFromTheBudgetAndTheQuestionWaitsForMore() throws Exception {
        settings.put("carrier.evri.rate", "rolling 1/2s");
        try (IntakeHarness hub = polling("H00SAM0000000007")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));

            assertThat(asked()).containsExactly(FINDER, "/v1/parcels?uniqueIds=urn%3Asample%3A7%268");
        }
    }

    @Test
    void aBudgetOfOneCallIsNotOverdrawn() throws Exception {
        settings.put("carrier.evri.rate", "rolling 1/d");
        try (IntakeHarness hub = polling("H00SAM0000000007")) {
            await().atMost(PATIENCE).until(() -> asked().size() == 1);

            await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> asked().equals(List.of(FINDER)));
            assertThat(BudgetStatus.of(hub.database, "evri", Clock.systemUTC()))
                    .singleElement()
                    .satisfies(account ->
                            assertThat(account.limits()).containsExactly(new BudgetStatus.Use("rolling 1/d", 1, 1)));
        }
    }

    @Test
    void whatHasNoIdIsTheAnswer() throws Exception {
        carrier.answer(FINDER, 400, "application/json", "{\"errors\":[{\"message\":\"Invalid reference: X\"}]}");
        carrier.answer("/v1/parcels/reference/EMPTY", 200, "application/json", "{\"parcelIdentifiers\":[]}");
        try (IntakeHarness hub = polling("H00SAM0000000007", "EMPTY")) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.inbound())
                    .extracting(message -> new String(message.body(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder(
                            "{\"errors\":[{\"message\":\"Invalid reference: X\"}]}", "{\"parcelIdentifiers\":[]}"));
            assertThat(asked()).allMatch(path -> path.startsWith("/v1/parcels/reference/"));
        }
    }

    @Test
    void aRefusedIdIsLookedUpAgain() throws Exception {
        carrier.answer("/v1/parcels", 404, "application/json", "{\"errors\":[{\"message\":\"Invalid id\"}]}");
        try (IntakeHarness hub = polling("H00SAM0000000007")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));

            new PollRequests(hub.database, "evri", Clock.systemUTC()).wanted(List.of("H00SAM0000000007"));

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(asked()).filteredOn(FINDER::equals).hasSize(2));
        }
    }

    @Test
    void aLookUpThatCannotWorkIsRefused() {
        PollSettings several = new PollSettings();
        several.setUrl("https://carrier.example/{numbers}");
        several.getLookup().setUrl("https://carrier.example/find/{numbers}");
        assertThatThrownBy(several::check).hasMessageContaining("lookupPath");

        several.getLookup().setPath("/id");
        several.setBatch(2);
        assertThatThrownBy(several::check).hasMessageContaining("batch must be 1");
    }

    private IntakeHarness polling(String... numbers) throws Exception {
        IntakeHarness hub = IntakeHarness.start(folder.resolve("data"), settings);
        for (String number : numbers) {
            TrackedNumbers.follow(hub.database, "evri", number);
        }
        return hub.load("routes/carriers/evri.camel.yaml");
    }

    private List<String> asked() {
        return carrier.calls().stream()
                .map(call -> call.query().equals("null") ? call.path() : call.path() + "?" + call.query())
                .toList();
    }
}
