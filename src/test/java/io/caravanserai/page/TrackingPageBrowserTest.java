package io.caravanserai.page;

import static io.caravanserai.page.PageKit.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TestBrowser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page as people read it: on phones and desks, by day and night, with the keyboard, in a real browser. */
class TrackingPageBrowserTest {
    private static final TestStore STORE = TestStores.sqlite();
    private static final Map<String, String> TOKENS = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static TestHub hub;

    @BeforeAll
    static void shipmentsOfAllKinds() throws Exception {
        hub = TestHub.onSharedBroker(STORE.folder(), STORE.settings());
        PageKit kit = PageKit.of(STORE);
        TOKENS.put("quiet", kit.shipment("QUIET"));
        TOKENS.put("cancelled", kit.cancelled("CANCELLED"));
        TOKENS.put("moving", kit.shipment("MOVING"));
        TOKENS.put("trouble", kit.shipment("TROUBLE"));
        TOKENS.put("delivered", kit.shipment("DELIVERED"));
        TOKENS.put("parcels", kit.shipment("PARCELS", List.of("P1", "P2", "P3", "P4")));
        TOKENS.put("missing", "no-such-page");
        kit.keep(
                event("MOVING", "order/created", "2026-11-18T16:04:00+01:00"),
                event("MOVING", "in_transit/arrived_at_carrier_facility", "2026-11-19T23:41:00+01:00"),
                event("MOVING", "delivery/out_for_delivery", "2026-11-20T07:12:00+01:00", "offset", "2026-11-20", null),
                event("TROUBLE", "in_transit/carrier_network", "2026-11-20T07:12:00+01:00"),
                event("TROUBLE", "exception/delay/due_to_weather", "2026-11-20T09:00:00+01:00", "unknown", null, null),
                event("DELIVERED", "delivery/attempt/recipient_unavailable", "2026-11-19T11:00:00+01:00"),
                event("DELIVERED", "delivery/delivered/left_with_neighbor", "2026-11-20T12:30:00+01:00"),
                event("P1", "delivery/delivered", "2026-11-20T12:30:00+01:00"),
                event("P2", "delivery/delivered/parcel_locker", "2026-11-20T12:31:00+01:00"),
                event("P3", "return_to_sender/in_transit", "2026-11-20T12:32:00+01:00"));
        STORE.database()
                .write(
                        connection -> Sql.update(
                                connection,
                                """
                INSERT INTO account_brand (account_number, title, color, support_url, updated_at)
                VALUES ('A1','Lærke & Søn','#ffd400','https://shop.example/help',0)"""));
    }

    @AfterAll
    static void close() {
        hub.close();
        STORE.close();
    }

    private static Page open(BrowserContext visitor, String kind, List<String> complaints) {
        Page page = visitor.newPage();
        String url = url(kind);
        page.onConsoleMessage(message -> {
            // the browser says of the page itself that it is a 404
            if (message.type().equals("error") && !message.location().equals(url + ":0:0")) {
                complaints.add(kind + ": " + message.text() + " " + message.location());
            }
        });
        page.onPageError(error -> complaints.add(kind + ": " + error));
        page.navigate(url);
        return page;
    }

    private static String url(String kind) {
        return "http://hub.example:" + hub.hub().httpPort() + "/t/" + TOKENS.get(kind);
    }

    private static Browser.NewContextOptions screen(int width, ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme);
    }

    @Test
    void nothingHindersPeopleByDayAndNightOnAnyScreen() throws Exception {
        List<String> complaints = new ArrayList<>();
        try (TestBrowser browser = TestBrowser.start()) {
            // each scheme and each width once: what they hinder has nothing to do with each other
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                int width = scheme == ColorScheme.LIGHT ? 320 : 1280;
                try (BrowserContext visitor = browser.visitor(screen(width, scheme))) {
                    for (String kind : TOKENS.keySet()) {
                        String what = kind + ", " + scheme + ", " + width;
                        Page page = open(visitor, kind, complaints);
                        assertThat(TestBrowser.barriers(page)).as(what).isEmpty();
                        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                                .as("no scrolling sideways, " + what)
                                .isEqualTo(width);
                        page.close();
                    }
                }
            }
        }
        assertThat(complaints).as("of the browser, about its policy too").isEmpty();
    }

    @Test
    void theStyleIsInForceAndFollowsTheBrand() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                BrowserContext visitor = browser.visitor(screen(390, ColorScheme.LIGHT))) {
            Page page = open(visitor, "moving", new ArrayList<>());

            assertThat(page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor"))
                    .isEqualTo("rgb(255, 212, 0)");
            assertThat(page.evaluate("getComputedStyle(document.querySelector('header')).color"))
                    .isEqualTo("rgb(0, 0, 0)");
            assertThat(page.textContent("header")).isEqualTo("Lærke & Søn");
        }
    }

    @Test
    void withTheKeyboardEverythingCanBeReachedAndSeen() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                BrowserContext visitor = browser.visitor(screen(390, ColorScheme.LIGHT))) {
            Page page = open(visitor, "parcels", new ArrayList<>());

            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("summary");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            assertThat(page.isVisible(".events li"))
                    .as("closed, of four parcels")
                    .isFalse();
            page.keyboard().press("Enter");
            assertThat(page.isVisible(".events li")).isTrue();
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.href")).isEqualTo("https://shop.example/help");
        }
    }

    @Test
    void aViewReachesTheHubUnderASessionOfItsOwnAndForNoProfile() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                BrowserContext visitor =
                        browser.visitor(screen(390, ColorScheme.LIGHT).setUserAgent(PageKit.BROWSER))) {
            List<String> complaints = new ArrayList<>();
            Page page = visitor.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));

            Response answer = page.waitForResponse(
                    response -> response.url().contains("/track?profile_less=true"),
                    () -> page.navigate(url("moving")));

            JsonNode kept = json(answer.text());
            JsonNode session = json(hub.manage(
                            "GET", "/admin/sessions/" + kept.at("/session/id").asText(), new byte[0])
                    .body());
            assertThat(session.path("source_id").asText()).isEqualTo("tracking-page");
            assertThat(session.path("profile_id").isNull()).isTrue();
            assertThat(session.at("/events").findValuesAsText("type")).contains("page-view");
            assertThat(session.toString()).as("opens no page").doesNotContain(TOKENS.get("moving"));
            assertThat(page.evaluate("localStorage.length + document.cookie.length"))
                    .as("nothing stays on the device")
                    .isEqualTo(0);
            assertThat(complaints).isEmpty();
        }
    }

    private static JsonNode json(String text) throws Exception {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itIsWholeWithoutAScript() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                BrowserContext visitor =
                        browser.visitor(screen(390, ColorScheme.LIGHT).setJavaScriptEnabled(false))) {
            Page page = open(visitor, "moving", new ArrayList<>());

            assertThat(page.textContent("h1")).isEqualTo("Out for delivery");
            assertThat(page.locator(".events > li").count()).isEqualTo(3);
        }
    }
}
