package io.caravanserai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TestBrowser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console as people use it: on phones and desks, by day and night, with the keyboard alone and without a script. */
class ConsoleBrowserTest {
    private static final List<String> PAGES = List.of(
            "/", "/attention", "/attention/letter", "/attention/unmapped", "/charts", "/charts?span=week", "/nothing");
    private static final int MOST_BYTES = 150_000;
    private static final TestStore STORE = TestStores.sqlite();

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static TestHub hub;

    @BeforeAll
    static void aHubInTrouble() throws Exception {
        hub = TestHub.onSharedBroker(STORE.folder(), STORE.settings());
        Scene scene = new Scene(STORE.database());
        scene.trouble(hub);
        scene.letters(1_000, 10_000, "one of ten thousand");
    }

    @AfterAll
    static void close() {
        hub.close();
        STORE.close();
    }

    @Test
    void nothingHindersPeopleByDayAndNightOnAnyScreen() throws Exception {
        try (TestBrowser browser = TestBrowser.start()) {
            assertThat(Look.barriers(browser, hub, PAGES)).isEmpty();
        }
    }

    @Test
    void aPageWithAllItLoadsIsSmallAndTenThousandRowsMakeItNoSlower() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (String path : PAGES) {
                List<Response> loaded = new ArrayList<>();
                look.page().onResponse(response -> {
                    if (!response.url().endsWith("/events")) {
                        loaded.add(response);
                    }
                });
                look.open(path);
                sizes.put(path, loaded.stream().mapToLong(Look::size).sum());
            }
            assertThat(sizes)
                    .allSatisfy((path, size) -> assertThat(size).as(path).isLessThan(MOST_BYTES));

            Page page = look.open("/attention/letter");
            int pages = 1;
            while (pages < 20) {
                page.click("text=Older ones");
                page.waitForLoadState();
                pages++;
            }
            // a whole number comes as an Integer
            Number millis = (Number)
                    page.evaluate(
                            "performance.getEntriesByType('navigation')[0].responseEnd - performance.getEntriesByType('navigation')[0].requestStart");
            assertThat(page.locator("article").count()).isEqualTo(25);
            assertThat(millis.doubleValue())
                    .as("milliseconds until the twentieth page was there")
                    .isLessThan(2_000);
        }
    }

    @Test
    void theKeyboardAloneIsEnoughToDiscardALetter() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.DARK)) {
            Page page = look.open("/attention/letter");
            String first = page.getAttribute("article form[action$=discard]", "action");

            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the content");
            page.keyboard().press("Enter");
            tabTo(page, "Discard");
            page.keyboard().press("Enter");
            tabTo(page, "Discard for good");
            assertThat((String) page.evaluate("getComputedStyle(document.activeElement).boxShadow"))
                    .as("one sees where one is")
                    .isNotEqualTo("none");
            page.keyboard().press("Enter");

            page.waitForSelector("text=The dead letter is discarded.");
            assertThat(page.locator("form[action='" + first + "']").count()).isZero();
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void aLetterIsReplayedAndAFileSentAgain() throws Exception {
        new DeadLetterStore(
                        STORE.database(),
                        STORE.folder().resolve("letters"),
                        message -> {},
                        STORE.database().clock())
                .record(Scene.readable("REPLAYED-1"));
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/attention/letter");
            page.click("article:has-text('nobody could read it before') >> button:text-is('Replay')");
            page.waitForSelector("[role=status]:has-text('It is on its way again.')");
            page = look.open("/attention");
            page.click("article:has-text('acme-9.edi') >> button:text-is('Send it again')");
            page.waitForSelector("[role=status]:has-text('The file goes out again')");

            assertThat(look.open("/attention").textContent("main")).doesNotContain("acme-9.edi");
            assertThat(look.complaints()).isEmpty();
        }
    }

    @Test
    void aChartIsReadForAnotherSpanAndAsATableAndWhoLogsOutIsAtTheDoor() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/charts");
            page.click("text=Last day");
            page.waitForURL("**/charts?span=day");
            page.click("summary >> nth=0");
            assertThat(page.locator("details[open] tbody tr").count()).isPositive();

            page.click("button:text-is('Log out')");
            page.waitForURL("**/login*");
            look.open("/charts");

            assertThat(page.url()).contains("/login");
            assertThat(look.complaints()).isEmpty();
        }
    }

    private static void tabTo(Page page, String words) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if (words.equals(page.evaluate("document.activeElement.textContent"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not get to " + words);
    }

    @Test
    void itWorksWithoutAScript() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.as(
                        hub.hub().adminToken(),
                        browser,
                        hub,
                        Look.options(390, ColorScheme.LIGHT).setJavaScriptEnabled(false))) {
            Page page = look.open("/attention/alert");
            page.click("text=Discard");
            page.click("text=Discard for good");

            assertThat(page.textContent(".told")).startsWith("The alert is discarded");
            assertThat(look.open("/attention").locator(".told").count())
                    .as("said once")
                    .isZero();
            assertThat(look.open("/").locator(".flow svg").count()).isEqualTo(2);
        }
    }

    @Test
    void thePayloadOpensInItsPlaceAndTroubleIsSaidBesideWhatItIsAbout() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/attention/unmapped");
            page.fill("article >> nth=0 >> input[name=to]", "no/such/code");
            page.click("article >> nth=0 >> button:text-is('Map')");
            page.waitForSelector("article .trouble");
            assertThat(page.textContent("article .trouble")).contains("The hub has no code 'no/such/code'");
            page.fill("article >> nth=0 >> input[name=to]", "nor/this");
            page.click("article >> nth=0 >> button:text-is('Map')");
            page.waitForSelector("article .trouble:has-text('nor/this')");
            assertThat(page.locator("article .trouble").count())
                    .as("trouble that is over")
                    .isEqualTo(1);

            page = look.open("/attention/letter");
            page.click("article >> nth=0 >> text=Raw payload");
            page.waitForSelector("article pre");
            assertThat(page.textContent("article pre")).isNotBlank();
        }
    }

    @Test
    void figuresRenewThemselvesAndCanBePaused() throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                Look look = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
            Page page = look.open("/");
            String first = page.textContent("[data-live] > .soft");

            page.waitForFunction(
                    "before => document.querySelector('[data-live] > .soft').textContent !== before", first);
            page.click("text=Pause renewing");

            assertThat(page.textContent(".pause")).isEqualTo("Go on renewing");
            page.click("text=Go on renewing");
            assertThat(page.textContent(".pause")).isEqualTo("Pause renewing");
            assertThat(look.complaints()).isEmpty();
        }
    }
}
