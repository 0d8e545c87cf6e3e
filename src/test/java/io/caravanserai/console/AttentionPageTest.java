package io.caravanserai.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a person on a whole hub: told to programs and on the page, and seen to from there. */
class AttentionPageTest {
    private static final byte[] NOTHING = new byte[0];
    private static final TestStore STORE = TestStores.sqlite();

    @SuppressWarnings("NullAway.Init") // started once
    static TestHub hub;

    @SuppressWarnings("NullAway.Init") // made once
    static Path mappings;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        mappings = folder.resolve("edi-mappings");
        copy(Path.of("edi-mappings"), mappings);
        Map<String, String> settings = new HashMap<>(STORE.settings());
        settings.put("hub.mappings.dir", mappings.toString());
        settings.put("hub.admin.viewer-token", "may-only-look");
        hub = TestHub.onSharedBroker(STORE.folder(), settings);
        new Scene(STORE.database()).trouble(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
        STORE.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(each, copy);
            }
        }
    }

    private static JsonNode attention(String query) throws Exception {
        HttpResponse<String> answer = hub.manage("GET", "/admin/attention" + query, NOTHING);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKindIsToldWithWhatItMeansAndWhatToDo() throws Exception {
        JsonNode all = Awaitility.await()
                .until(() -> attention(""), found -> found.at("/counts/letter").asInt() == 4);

        assertThat(all.path("matters").findValuesAsText("kind")).contains("endpoint", "alert", "unmapped", "letter");
        assertThat(all.path("matters")).allSatisfy(matter -> {
            assertThat(matter.path("what").asText()).isNotBlank();
            assertThat(matter.path("means").asText()).isNotBlank();
            assertThat(matter.path("todo").asText()).isNotBlank();
            assertThat(matter.path("since_utc").asText()).endsWith("Z");
        });
        assertThat(hub.manage("GET", "/admin/attention?kind=nothing", NOTHING).statusCode())
                .isEqualTo(422);
    }

    @Test
    void customersAreNamedAsPeopleKnowThemAndOnceForEachTrouble() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);

        String flow = operator.get("/").body();
        String page = operator.get("/attention").body();
        JsonNode all = attention("");
        JsonNode parts = Json.parse(
                        hub.manage("GET", "/admin/flow", NOTHING).body().getBytes(StandardCharsets.UTF_8))
                .path("parts");

        assertThat(flow)
                .contains(
                        "<a href=\"/partners/customer/A1\" title=\"account A1\">Acme, shop.example</a>",
                        "<title>Acme, shop.example, account A1</title>")
                .doesNotContain("A1 shop.example");
        assertThat(page).containsOnlyOnce("<h3>Acme</h3>").contains("<a href=\"/partners/customer/A1\">Acme (A1)</a>");
        assertThat(parts)
                .filteredOn(part -> part.path("kind").asText().equals("customer"))
                .extracting(part -> part.path("name").asText(), part -> part.path("account")
                        .asText())
                .containsExactly(tuple("Acme, shop.example", "A1"));
        assertThat(all.path("matters"))
                .filteredOn(matter -> matter.path("subject").asText().equals("Acme"))
                .extracting(matter -> matter.path("kind").asText(), matter -> matter.at("/details/account")
                        .asText())
                .containsExactly(tuple("endpoint", "A1"));
        assertThat(all.at("/counts/alert").asInt()).isEqualTo(1);
    }

    @Test
    void whatCarriersSayNeverBecomesMarkup() throws Exception {
        HttpResponse<String> page = ConsoleVisitor.operator(hub).get("/attention/unmapped");

        assertThat(page.body()).contains("&lt;script&gt;alert(&#39;x&#39;)").doesNotContain("<script>alert", "<img");
    }

    @Test
    void aLetterThatCanBeReadNowGoesOnItsWayAndLeavesTheList() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);
        hub.post("/carriers/sandbox/events", "still no json".getBytes(StandardCharsets.UTF_8));
        String id = Awaitility.await()
                .until(
                        () -> attention("?kind=letter&limit=500")
                                .path("matters")
                                .findValuesAsText("id"),
                        ids -> ids.stream().anyMatch(each -> !each.matches("inbound-0+\\d")))
                .stream()
                .filter(each -> !each.matches("inbound-0+\\d"))
                .findFirst()
                .orElseThrow();

        HttpResponse<String> raw = operator.get("/attention/letter/" + id + "/raw", "HX-Request", "true");
        HttpResponse<String> done = operator.act("/attention/letter/" + id + "/replay", Map.of());
        HttpResponse<String> again =
                operator.act("/attention/letter/" + id + "/replay", Map.of(), "HX-Request", "true");

        assertThat(raw.body()).contains("no json");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains("/attention");
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.headers().firstValue("HX-Reswap")).contains("beforeend");
        assertThat(hub.manage("GET", "/admin/audit", NOTHING).body())
                .contains("POST /attention/letter/:id/replay", "/attention/letter/" + id + "/replay");
    }

    @Test
    void aDiscardedLetterIsGone() throws Exception {
        String id = "inbound-" + "%032x".formatted(3);

        HttpResponse<String> done = ConsoleVisitor.operator(hub).act("/attention/letter/" + id + "/discard", Map.of());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(hub.manage("GET", "/admin/dead-letters/" + id, NOTHING).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCodeIsMappedAtOnceAndOnlyWhenTheTableCanBeUsed() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);
        Path table = mappings.resolve("bring/codes.csv");
        String before = Files.readString(table);

        HttpResponse<String> nonsense = operator.act(
                "/attention/unmapped/map", Map.of("carrier", "bring", "code", "ZZ/9", "to", "in_transit/flying"));
        HttpResponse<String> good = operator.act(
                "/attention/unmapped/map",
                Map.of(
                        "carrier",
                        "bring",
                        "code",
                        "ZZ/9",
                        "to",
                        "in_transit/arrived_at_carrier_facility",
                        "description",
                        "held, \"at\" depot"));
        HttpResponse<String> twice = operator.act(
                "/attention/unmapped/map",
                Map.of("carrier", "bring", "code", "ZZ/9", "to", "in_transit/arrived_at_carrier_facility"));

        HttpResponse<String> useless = operator.act(
                "/attention/unmapped/map", Map.of("carrier", "sandbox", "code", "ZZ/9", "to", "delivery/delivered"));

        assertThat(useless.statusCode()).as("it speaks the hub's own codes").isEqualTo(422);
        assertThat(useless.body()).contains("The row would change nothing", "no document looks codes up");
        assertThat(mappings.resolve("sandbox/codes.csv")).doesNotExist();
        assertThat(nonsense.statusCode()).isEqualTo(422);
        assertThat(nonsense.body()).contains("The hub has no code &#39;in_transit/flying&#39;");
        assertThat(good.statusCode()).as(good.body()).isEqualTo(303);
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("already given");
        assertThat(Files.readString(table))
                .isEqualTo(before + ",ZZ/9,in_transit,arrived_at_carrier_facility,,,\"held, \"\"at\"\" depot\"\n");
        JsonNode files = Json.parse(
                        hub.manage("GET", "/admin/routes", NOTHING).body().getBytes(StandardCharsets.UTF_8))
                .path("files");
        assertThat(files)
                .filteredOn(file -> file.path("file").asText().endsWith("/bring"))
                .allSatisfy(file -> assertThat(file.path("status").asText()).isEqualTo("running"));
    }

    @Test
    void aRowCannotBeWrittenElsewhere() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);

        for (String carrier : List.of("../bring", "bring/../bring", "harmonized", "")) {
            assertThat(operator.act(
                                    "/attention/unmapped/map",
                                    Map.of("carrier", carrier, "code", "A", "to", "in_transit/departed"))
                            .statusCode())
                    .as(carrier)
                    .isEqualTo(404);
        }
    }

    @Test
    void aFormOfAnotherPageIsRefused() throws Exception {
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);
        String path = "/attention/letter/inbound-" + "%032x".formatted(1) + "/discard";

        assertThat(operator.send("POST", path, Map.of()).statusCode())
                .as("no token")
                .isEqualTo(403);
        assertThat(operator.send("POST", path, Map.of("form_token", "0".repeat(64)))
                        .statusCode())
                .as("another token")
                .isEqualTo(403);
        assertThat(operator.act(path, Map.of(), "Origin", "https://evil.example")
                        .statusCode())
                .as("another origin")
                .isEqualTo(403);
        assertThat(operator.act(path, Map.of(), "Sec-Fetch-Site", "same-site").statusCode())
                .as("another port of this host")
                .isEqualTo(403);
        assertThat(hub.manage("GET", "/admin/dead-letters/inbound-" + "%032x".formatted(1), NOTHING)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aViewerSeesNoButtonsAndIsRefused() throws Exception {
        ConsoleVisitor viewer = ConsoleVisitor.with("may-only-look", hub);

        HttpResponse<String> page = viewer.get("/attention");
        HttpResponse<String> act =
                viewer.act("/attention/letter/inbound-" + "%032x".formatted(1) + "/discard", Map.of());

        assertThat(page.body()).contains("Dead letters").doesNotContain("Discard", "Replay</button>");
        assertThat(act.statusCode()).isEqualTo(403);
        assertThat(act.body()).contains("A viewer sees everything");
    }
}
