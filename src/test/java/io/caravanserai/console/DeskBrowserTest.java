package io.caravanserai.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.EditedHub;
import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.testkit.TestBrowser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shipments, partners, try-out, routes and labels in the console, as operators use them in a real browser. */
class DeskBrowserTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String VIEWER = "only-looks-only-looks-only-looks";

    private static final String ASKED =
            """
            - route:
                id: carrier-in-acme-poll
                description: Asks.
                from:
                  uri: kamelet:carrier-poll-source
                  parameters:
                    carrier: acme
                    url: http://127.0.0.1:9/{numbers}
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    static EditedHub hub;
    static TestCustomer customer;
    static String shipment;
    static String labelled;
    static String event;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        for (String part : List.of("labels", "bring")) {
            copy(Path.of("edi-mappings", part), folder.resolve("edi-mappings").resolve(part));
        }
        hub = EditedHub.with(folder, Map.of("hub.admin.viewer-token", VIEWER), "acme", "beta");
        customer = TestCustomer.of(hub.hub());
        shipment = customer.track("acme", "D1");
        hub.post("acme", "D1");
        post(
                "/carriers/acme/events",
                Map.of("tracking_number", "D1", "code", "never/heard", "time", "2026-03-02T09:00:00+01:00"));
        labelled = json(customer.post("/shipments", inHouse())).path("id").asText();
        await().atMost(PATIENCE).until(() -> customer.told("D1").size() == 2);
        await().atMost(PATIENCE).until(() -> manage("/admin/shipments/" + labelled)
                .at("/label/status")
                .asText()
                .equals("made"));
        event = manage("/admin/shipments/" + shipment).at("/steps/0/event_id").asText();
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
    }

    private static List<String> pages() {
        return List.of(
                "/shipments",
                "/shipments?q=nobody",
                "/shipments/" + shipment,
                "/shipments/" + labelled,
                "/events/" + event,
                "/partners",
                "/partners/carrier/acme",
                "/partners/customer/" + customer.account(),
                "/try?carrier=bring",
                "/routes",
                "/routes/carrier-in-acme-webhook",
                "/labels");
    }

    @Test
    void nothingHindersPeopleByDayAndNightOnAnyScreen() throws Exception {
        try (TestBrowser browser = TestBrowser.start()) {
            assertThat(Look.barriers(browser, hub.hub(), pages())).isEmpty();
        }
    }

    @Test
    void aShipmentIsFoundByTheKeyboardAloneAndItsEventExplained() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/shipments");
            page.focus("[name=q]");
            page.keyboard().type("d 1");
            page.keyboard().press("Enter");
            page.waitForURL("**/shipments?q=d*");
            page.focus("tbody a");
            page.keyboard().press("Enter");
            page.waitForURL("**/shipments/" + shipment);
            String story = page.textContent("main");
            page.focus("text=Explain >> nth=0");
            page.keyboard().press("Enter");
            page.waitForURL("**/events/*");
            String explained = page.textContent("main");
            page.focus("text=Try it with an edited code table");
            page.keyboard().press("Enter");
            page.waitForSelector(".three");

            assertThat(page.textContent(".three")).contains("other/unmapped");
            assertThat(story)
                    .contains(
                            "never/heard",
                            "no row for its code",
                            "delivered to " + customer.sink().url());
            assertThat(explained).contains("unchanged", "tracking.map.yaml:", "tracking_number");
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void aLabelIsSeen() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/shipments/" + labelled);
            page.selectOption("[name=format]", "zpl300");
            page.click("button:text-is('Show')");
            page.waitForURL("**format=zpl300*");
            page.locator("img.label").scrollIntoViewIfNeeded();
            page.waitForFunction("document.querySelector('img.label').naturalWidth > 0");

            assertThat(page.textContent("main")).contains("Open the label as zpl300");
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void anEndpointIsPausedResumedAndSentATest() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            String path = "/partners/customer/" + customer.account();
            Page page = look.open(path);
            page.fill("[name=reason]", "they move house");
            page.click("button:text-is('Pause')");
            page.waitForSelector("[role=status]:has-text('Paused')");
            String paused = look.open(path).textContent("main");
            page.click("button:text-is('Resume')");
            page.waitForSelector("[role=status]:has-text('Resumed')");
            look.open(path).click("button:text-is('Send a test')");
            page.waitForSelector("[role=status]:has-text('/deliveries/')");

            assertThat(paused).contains("paused", "they move house");
            await().atMost(PATIENCE).until(() -> customer.told("TEST").size() == 1);
            assertThat(manage("/admin/audit").toString())
                    .contains("POST /partners/customer/:id/pause", "they move house");
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void aNewSecretIsShownOnceOnAPageOfItsOwn() throws Exception {
        try (TestCustomer other = TestCustomer.of(hub.hub());
                TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            String path = "/partners/customer/" + other.account();
            Page page = look.open(path);

            page.click("button:text-is('New secret')");
            page.waitForURL("**/rotate");

            assertThat(page.textContent("[role=status]")).contains("It is shown only here");
            assertThat(page.textContent("pre")).startsWith("whsec_");
            page.click("text=Back to the customer");
            page.waitForURL("**" + path);
            assertThat(page.content()).doesNotContain("whsec_").contains("The old secret signs until");
            assertThat(manage("/admin/audit").toString())
                    .contains("POST /partners/customer/:id/rotate")
                    .doesNotContain("whsec_");
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void withoutAScriptARouteIsPausedAllTheSame() throws Exception {
        Path routes = hub.mappings().resolveSibling("routes/carriers/acme.camel.yaml");
        Files.writeString(routes, Files.readString(routes) + ASKED);
        assertThat(hub.reload().statusCode()).isEqualTo(200);
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.as(
                        hub.hub().hub().adminToken(),
                        browser,
                        hub.hub(),
                        new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = look.open("/partners");
            page.fill("[name=q]", "acm");
            page.click("button:text-is('Find')");
            page.click("tbody a:text-is('acme')");
            page.waitForURL("**/partners/carrier/acme");
            page.click("button:text-is('Poll now')");
            page.waitForSelector("[role=status]:has-text('numbers are asked for')");
            page.click("button:text-is('Pause')");
            page.waitForSelector("[role=status]:has-text('carrier-in-acme-poll')");
            String paused = page.textContent("main");
            page.click("button:text-is('Resume')");
            page.waitForSelector("[role=status]:has-text('Resumed')");

            assertThat(paused).contains("paused");
        }
    }

    @Test
    void aPayloadIsTriedWithAnEditedTableAndKept() throws Exception {
        String payload = Files.readString(Path.of("edi-mappings/bring/samples/delivered.edi"), UTF_8);
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/try?carrier=bring");
            String codes = page.inputValue("[name=codes]");
            page.fill("[name=payload]", payload);
            page.fill("[name=codes]", codes.lines().findFirst().orElseThrow());
            page.click("button:text-is('Try')");
            page.waitForSelector(".three");
            String edited = page.textContent(".three");
            page.fill("[name=codes]", codes);
            page.click("text=Keep it as a sample");
            page.fill("[name=name]", "kept-here.edi");
            page.click("button:text-is('Keep as a sample')");
            page.waitForSelector("[role=status]:has-text('Kept as')");

            assertThat(edited).contains("UNH", "other/unmapped", "Rows to add");
            assertThat(page.textContent(".three"))
                    .contains("delivery/delivered")
                    .doesNotContain("Rows to add");
            assertThat(hub.mappings().resolve("bring/samples/kept-here.edi")).hasContent(payload);
            assertThat(hub.mappings().resolve("bring/samples/kept-here.expected.json"))
                    .isNotEmptyFile();
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void aFileIsTakenByteForByte() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 360, ColorScheme.DARK)) {
            Page page = look.open("/try?carrier=bring");
            page.setInputFiles("[type=file]", Path.of("edi-mappings/bring/samples/delivered.edi"));
            page.waitForSelector("output:has-text('delivered.edi')");
            page.click("button:text-is('Try')");
            page.waitForSelector(".three");

            assertThat(page.textContent(".three")).contains("delivery/delivered");
            assertThat(page.inputValue("[name=name]")).isEqualTo("delivered.edi");
            assertThat(look.overflows()).isFalse();
        }
    }

    @Test
    void whoOnlyViewsSeesAllAndActsOnNothing() throws Exception {
        ConsoleVisitor viewer = ConsoleVisitor.with(VIEWER, hub.hub());
        String path = "/partners/customer/" + customer.account();

        for (String page : pages()) {
            HttpResponse<String> answer = viewer.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain(">Pause<", ">New secret<", ">Send a test<", ">Try<");
        }
        assertThat(viewer.act(path + "/pause", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.act(path + "/rotate", Map.of()).statusCode()).isEqualTo(403);
        assertThat(viewer.act("/try", Map.of("carrier", "bring", "payload", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatACarrierSaysIsNeverMarkup() throws Exception {
        String evil = "<script>alert(1)</script>";
        customer.track("acme", "EVIL");
        post("/carriers/acme/events", Map.of("tracking_number", "EVIL", "code", evil, "time", "2026-03-02T09:00:00Z"));
        await().atMost(PATIENCE).until(() -> customer.told("EVIL").size() == 1);
        ConsoleVisitor operator = ConsoleVisitor.operator(hub.hub());
        String id = manage("/admin/shipments?q=EVIL").at("/shipments/0/id").asText();
        String evilEvent =
                manage("/admin/shipments/" + id).at("/steps/0/event_id").asText();

        List<String> bodies = List.of(
                operator.get("/shipments/" + id).body(),
                operator.get("/events/" + evilEvent).body(),
                operator.get("/shipments?q=%3Cscript%3Ealert(1)%3C/script%3E").body(),
                operator.act("/try", Map.of("carrier", "acme", "payload", evil)).body());

        assertThat(bodies)
                .noneMatch(body -> body.contains(evil))
                .allMatch(body -> body.contains("&lt;script&gt;alert"));
    }

    @Test
    void aCodeNobodyHadMappedIsToldAgainByWhatItMeansOnceItIsMapped() throws Exception {
        Path mapping = hub.mappings().resolve("beta/tracking.map.yaml");
        Files.writeString(mapping, Files.readString(mapping).replaceAll("(?m)^ *codes: hub.*\\n", ""));
        Files.writeString(mapping.resolveSibling("codes.csv"), "carrier_code,milestone,code,sub_code,description\n");
        assertThat(hub.reload().statusCode()).isEqualTo(200);
        customer.track("beta", "B1");
        post("/carriers/beta/events", Map.of("tracking_number", "B1", "code", "XYZ", "time", "2026-03-02T09:00:00Z"));
        await().atMost(PATIENCE).until(() -> customer.codes("B1").equals(List.of("other/unmapped")));
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub.hub(), 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/attention/unmapped");
            String article = "article:has-text('beta sends the code XYZ')";
            page.fill(article + " >> input[name=to]", "delivery/delivered");
            page.click(article + " >> button:text-is('Map')");
            page.waitForSelector("[role=status]:has-text('Mapped: XYZ,delivery,delivered')");
            page.click("article:has(h3:text-is('beta')):not(:has(dl)) >> button:text-is('Read messages again')");
            page.waitForSelector("[role=status]:has-text('The messages of beta are read again')");

            await().atMost(PATIENCE).until(() -> customer.codes("B1").size() == 2);
            assertThat(look.complaints()).isEmpty();
        }
        assertThat(customer.codes("B1")).containsExactly("other/unmapped", "delivery/delivered");
        assertThat(customer.told("B1").get(1).at("/event/replaces"))
                .isEqualTo(customer.told("B1").get(0).at("/event/id"));
        await().atMost(PATIENCE)
                .until(() ->
                        !manage("/admin/attention?kind=unmapped").toString().contains("XYZ"));
    }

    private static Map<String, Object> inHouse() {
        Map<String, String> address = Map.of(
                "name",
                "Ada Holm",
                "street",
                "Hovedgaden 2",
                "postal_code",
                "8000",
                "city",
                "Aarhus",
                "iso_country",
                "DK");
        return Map.of(
                "carrier",
                Map.of("code", "in_house", "service", Map.of("code", "standard")),
                "shipment",
                Map.of(
                        "references",
                        Map.of("shipper", "PO 12", "receiver", "R-99"),
                        "addresses",
                        Map.of("from_address", address, "to_address", address),
                        "parcels",
                        List.of(Map.of("weight", Map.of("value", 1.5, "unit", "kg")))));
    }

    private static void post(String path, Map<String, String> body) throws Exception {
        assertThat(hub.hub().post(path, Json.bytes(body)).statusCode()).isEqualTo(200);
    }

    private static JsonNode manage(String path) throws IOException, InterruptedException {
        return json(hub.hub().manage("GET", path, new byte[0]));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return Json.parse(answer.body().getBytes(UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
