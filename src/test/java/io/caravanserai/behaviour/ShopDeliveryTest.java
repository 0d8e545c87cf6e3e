package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.caravanserai.testkit.WebSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How events get from a real browser to the hub when the network, the hub or the visitor is not patient. */
class ShopDeliveryTest extends ShopTest {
    private static final String NO_FETCH = "window.fetch = () => new Promise(() => {})";

    /** The payloads with that text, in the order they came. */
    private static List<WebSite.Call> payloads(String text) {
        return shop.site.calls("POST").stream()
                .filter(call -> call.body().contains(text))
                .toList();
    }

    /** Events wait under keys of their own. */
    private static void untilNothingWaits(Page page, String source) {
        page.waitForFunction(
                "source => !Object.keys(localStorage).some(key => key.startsWith('hub:' + source + ':'))", source);
    }

    @Test
    void eventsOfOneMomentGoTogether() throws Exception {
        Page page = shop.visit(shop.browser.visitor(), shop.tag("", shop.source(""), "data-auto=off"));

        page.evaluate("() => { for (let i = 0; i < 45; i++) hub('track', 'Seen', { i }) }");

        String session = Shop.session(page);
        List<JsonNode> events = shop.events(session, 45);
        assertThat(events)
                .extracting(event -> event.path("properties").path("i").asInt())
                .startsWith(0)
                .isSorted();
        assertThat(payloads(session)).hasSize(3);
    }

    @Test
    void aPageOfAnotherSiteAsksFirst() throws Exception {
        String source = shop.source("\"allowed_origins\":[\"" + shop.site.origin("shop") + "\"]");
        Page page = shop.visit(shop.browser.visitor(), shop.tag(shop.site.origin("hub"), source, ""));

        String profile = Shop.profile(page);

        assertThat(shop.events(Shop.session(page), 1)
                        .get(0)
                        .path("profile")
                        .path("id")
                        .asText())
                .isEqualTo(profile);
        WebSite.Call asked = shop.site.calls("OPTIONS").get(0);
        assertThat(asked.path()).isEqualTo("/track");
        assertThat(asked.headers())
                .containsEntry("origin", shop.site.origin("shop"))
                .containsEntry("access-control-request-method", "POST")
                .containsEntry("access-control-request-headers", "content-type");
        assertThat(payloads(Shop.session(page)).get(0).headers())
                .containsEntry("origin", shop.site.origin("shop"))
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("cookie");
    }

    /** Refused for good: not tried again, and no harm to the page. */
    @Test
    void aSiteThatMayNotSendGivesUp() throws Exception {
        String source = shop.source("\"allowed_origins\":[\"https://other.example\"]");
        BrowserContext visitor = shop.browser.visitor();
        List<String> errors = new ArrayList<>();
        visitor.onWebError(error -> errors.add(error.error()));
        Page page = shop.visit(visitor, shop.tag(shop.site.origin("hub"), source, ""));

        untilNothingWaits(page, source);
        page.evaluate("hub('track', 'Cart Viewed')");
        untilNothingWaits(page, source);

        assertThat(payloads(source)).hasSize(2);
        assertThat(payloads(source).get(1).body()).doesNotContain("page-view");
        assertThat(page.evaluate("hub('ids').profile")).isNull();
        assertThat(shop.hub
                        .manage("GET", "/admin/sessions/" + Shop.session(page), new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(errors).isEmpty();
    }

    @Test
    void whatHappensAtTheEndOfAPageArrives() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        visitor.addInitScript(NO_FETCH);
        String source = shop.source("");
        Page page = shop.visit(visitor, shop.tag(shop.site.origin("hub"), source, ""));
        String session = Shop.session(page);

        page.evaluate("hub('track', 'Left', { by: 'link' })");
        page.navigate(shop.site.origin("other") + "/shoes");

        assertThat(Shop.types(shop.events(session, 2))).containsExactly("page-view", "left");
        WebSite.Call beacon = payloads(session).get(0);
        assertThat(beacon.headers().get("content-type")).startsWith("text/plain");
        assertThat(beacon.headers()).containsEntry("origin", shop.site.origin("shop"));
    }

    @Test
    void whatABeaconTookComesAgainAndIsKeptOnce() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        visitor.addInitScript("if (!sessionStorage.again) { sessionStorage.again = 1; " + NO_FETCH + " }");
        Page page = shop.visit(visitor, shop.tag("", shop.source(""), ""));
        String session = Shop.session(page);

        page.reload();

        Shop.profile(page);
        page.evaluate("hub('track', 'Last')");
        assertThat(Shop.types(shop.events(session, 3))).containsExactly("page-view", "page-view", "last");
        String first = shop.events(session, 3).get(0).path("id").asText();
        assertThat(payloads(first)).as("once as beacon, once acknowledged").hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void whatHappensOfflineArrivesOnceWhenTheNetworkIsBack() throws Exception {
        String source = shop.source("");
        BrowserContext visitor = shop.browser.visitor();
        Page page = shop.visit(visitor, shop.tag(shop.site.origin("hub"), source, ""));
        Shop.profile(page);
        visitor.setOffline(true);

        page.evaluate("hub('track', 'In The Tunnel')");
        page.waitForFunction("source => JSON.parse(localStorage['hub:' + source]).n > 0", source);
        visitor.setOffline(false);

        assertThat(Shop.types(shop.events(Shop.session(page), 2))).containsExactly("page-view", "in-the-tunnel");
    }

    @Test
    void theQueueIsBounded() throws Exception {
        String source = shop.source("");
        BrowserContext visitor = shop.browser.visitor();
        Page page = shop.visit(visitor, shop.tag("", source, "data-auto=off"));
        visitor.setOffline(true);

        page.evaluate("() => { for (let i = 0; i < 150; i++) hub('track', 'Seen', { n: i }) }");
        assertThat(page.evaluate(
                        "Object.keys(localStorage).filter(key => key.startsWith('hub:" + source + ":')).length"))
                .isEqualTo(100);
        visitor.setOffline(false);

        untilNothingWaits(page, source);
        assertThat(payloads("{\"n\":49}")).isEmpty();
        assertThat(payloads("{\"n\":50}")).isNotEmpty();
        assertThat(payloads("{\"n\":149}")).isNotEmpty();
    }

    @Test
    void aHubThatIsDownIsTriedAgainAlsoByTheNextPage() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        String source = shop.source("");
        shop.site.failNext(source, 503, "3600");
        Page page = shop.visit(visitor, shop.tag("", source, ""));
        String session = Shop.session(page);
        page.waitForFunction("source => JSON.parse(localStorage['hub:' + source]).n == 1", source);
        page.reload();
        page.evaluate("hub('flush')");
        page.evaluate("dispatchEvent(new Event('online'))");

        assertThat(Shop.types(shop.events(session, 2))).containsExactly("page-view", "page-view");
        assertThat(payloads(session))
                .as("the one that failed, and none before the network was back")
                .hasSize(2);
    }

    @Test
    void aHubThatIsBusyIsLeftAloneForAsLongAsItAsks() throws Exception {
        String source = shop.source("");
        shop.site.failNext(source, 429, "4");
        Page page = shop.visit(source);
        String session = Shop.session(page);

        assertThat(shop.events(session, 1)).hasSize(1);
        List<WebSite.Call> tries = payloads(session);
        assertThat(tries).hasSize(2);
        assertThat(Duration.ofNanos(tries.get(1).nanos() - tries.get(0).nanos()))
                .isGreaterThan(Duration.ofMillis(3900));
    }

    @Test
    void anotherSiteMayReadWhenToTryAgain() throws Exception {
        String source = shop.source("\"rate\":1");
        Page page = shop.visit(shop.browser.visitor(), shop.tag(shop.site.origin("hub"), source, "data-auto=off"));

        Object wait = page.evaluate(
                """
                async ([url, source]) => {
                  for (;;) {
                    const reply = await fetch(url, { method: 'POST', body: JSON.stringify({ source: { id: source } }) });
                    if (reply.status == 429) return reply.headers.get('Retry-After');
                  }
                }
                """,
                List.of(shop.site.origin("hub") + WebSite.HUB + "/track", source));

        assertThat(Integer.parseInt(String.valueOf(wait))).isPositive();
    }

    /** Nothing of a payload with a fault is kept, so the others go again, each by itself. */
    @Test
    void oneBadEventDoesNotCostTheOthers() throws Exception {
        String source = shop.source("\"on_invalid\":\"reject\",\"schemas\":{\"bought\":{\"type\":\"object\","
                + "\"properties\":{\"price\":{\"type\":\"number\"}}}}");
        Page page = shop.visit(shop.browser.visitor(), shop.tag("", source, ""));

        page.evaluate("() => { hub('track', 'Bought', { price: 'dear' }); hub('track', 'Bought', { price: 5 }) }");

        assertThat(Shop.types(shop.events(Shop.session(page), 2))).containsExactly("page-view", "bought");
        untilNothingWaits(page, source);
        assertThat(payloads("dear")).as("with the others, and by itself").hasSize(2);
    }

    @Test
    void twoTabsSendOneQueue() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        String source = shop.source("");
        String tag = shop.tag("", source, "data-auto=off");
        Page first = shop.visit(visitor, tag);
        Page second = shop.visit(visitor, tag);
        String session = Shop.session(first);
        second.waitForFunction("source => localStorage['hub:' + source]", source);

        for (int i = 0; i < 5; i++) {
            Stream.of(first, second).forEach(tab -> tab.evaluate("hub('track', 'Seen')"));
        }

        assertThat(Shop.session(second)).isEqualTo(session);
        List<JsonNode> events = shop.events(session, 10);
        assertThat(events.stream()
                        .map(event -> event.path("profile").path("id").asText())
                        .distinct())
                .hasSize(1);
    }
}
