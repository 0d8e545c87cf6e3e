package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.caravanserai.event.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose events are whose when a real browser visits a shop: sessions and profiles as the page's script keeps them. */
class ShopVisitorTest extends ShopTest {
    @Test
    void aPageOfTheHubsOwnSiteTellsThatItIsViewed() throws Exception {
        Page page = shop.visit(shop.source(""));

        String profile = Shop.profile(page);
        JsonNode event = shop.events(Shop.session(page), 1).get(0);
        assertThat(event.path("type").asText()).isEqualTo("page-view");
        assertThat(event.path("profile").path("id").asText()).isEqualTo(profile);
        JsonNode context = event.path("context");
        assertThat(context.path("page").path("url").asText()).isEqualTo(shop.site.origin("shop") + "/shoes?size=42");
        assertThat(context.path("page").path("title").asText()).isEqualTo("Shoes");
        assertThat(context.path("page").path("referrer").asText()).isEmpty();
        assertThat(context.path("language").asText()).isEqualTo(page.evaluate("navigator.language"));
        assertThat(context.path("screen").path("width").asInt()).isEqualTo(page.evaluate("screen.width"));
        assertThat(context.path("timezone").asText())
                .isEqualTo(page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone"));
    }

    @Test
    void aNewPageIsOfTheSameSessionAndProfile() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        String tag = shop.tag("", shop.source(""), "");
        Page page = shop.visit(visitor, tag);
        String session = Shop.session(page);
        String profile = Shop.profile(page);

        page.reload();
        Page tab = shop.visit(visitor, tag);

        assertThat(Shop.session(page)).isEqualTo(session).isEqualTo(Shop.session(tab));
        assertThat(shop.events(session, 3))
                .allMatch(event -> event.path("profile").path("id").asText().equals(profile));
    }

    @Test
    void afterHalfAnHourOfRestTheSessionIsAnother() throws Exception {
        String source = shop.source("");
        Page page = shop.visit(source);
        String session = Shop.session(page);
        String profile = Shop.profile(page);
        String key = "'hub:" + source + "'";

        page.evaluate("() => { const s = JSON.parse(localStorage[" + key + "]); s.t -= 29 * 60000;" + " localStorage["
                + key + "] = JSON.stringify(s) }");
        assertThat(Shop.session(page)).isEqualTo(session);
        page.evaluate("() => { const s = JSON.parse(localStorage[" + key + "]); s.t -= 31 * 60000;" + " localStorage["
                + key + "] = JSON.stringify(s) }");

        page.evaluate("hub('track', 'Back Again')");
        String later = Shop.session(page);
        assertThat(later).isNotEqualTo(session);
        assertThat(shop.events(later, 1).get(0).path("profile").path("id").asText())
                .isEqualTo(profile);
    }

    /** Each frame is a visitor's first page for itself: their storage is blocked, only the session is told to them. */
    @Test
    void firstEventsOfOneSessionAtOnceMakeOneProfile() throws Exception {
        String session = "at-once-" + shop.source("");
        String source = shop.source("");
        shop.site.page("/frame", shop.tag("", source, "data-session='" + session + "'"));
        String frames = IntStream.range(0, 10)
                .mapToObj(i -> "<iframe sandbox='allow-scripts' src='/frame'></iframe>")
                .collect(Collectors.joining());

        shop.visit(shop.browser.visitor(), frames);

        List<JsonNode> events = shop.events(session, 10);
        assertThat(events.stream()
                        .map(event -> event.path("profile").path("id").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void thePageFollowsAProfileThatIsMergedIntoAnother() throws Exception {
        String source = shop.source("");
        Page page = shop.visit(source);
        String merged = Shop.profile(page);
        HttpResponse<String> other = shop.hub.post(
                "/track", Shop.bytes("{\"source\":{\"id\":\"" + source + "\"},\"events\":[{\"type\":\"a\"}]}"));
        String survivor =
                Json.parse(Shop.bytes(other.body())).path("profile").path("id").asText();

        assertThat(shop.hub
                        .manage(
                                "POST",
                                "/admin/profiles/" + survivor + "/merge",
                                Shop.bytes("{\"ids\":[\"" + merged + "\"]}"))
                        .statusCode())
                .isEqualTo(200);
        page.evaluate("hub('track', 'Cart Viewed')");

        page.waitForFunction("survivor => hub('ids').profile == survivor", survivor);
        assertThat(shop.events(Shop.session(page), 2)
                        .get(1)
                        .path("profile")
                        .path("id")
                        .asText())
                .isEqualTo(survivor);
    }

    @Test
    void aForgedProfileIsNotBelieved() throws Exception {
        String source = shop.source("");
        BrowserContext visitor = shop.browser.visitor();
        visitor.addInitScript("localStorage['hub:" + source + "'] ||= '{\"p\":\"forged\"}'");

        Page page = shop.visit(visitor, shop.tag("", source, ""));

        page.waitForFunction("hub('ids').profile != 'forged'");
        assertThat(shop.events(Shop.session(page), 1)
                        .get(0)
                        .path("profile")
                        .path("id")
                        .asText())
                .isEqualTo(Shop.profile(page))
                .isNotEqualTo("forged");
    }

    @Test
    void aProfileLessPageKeepsNoProfileAndItsSessionForTheTabOnly() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        String source = shop.source("");
        String tag = shop.tag("", source, "data-profile-less data-properties='{\"shipment\":\"in transit\"}'");
        Page page = shop.visit(visitor, tag);

        JsonNode event = shop.events(Shop.session(page), 1).get(0);
        assertThat(event.path("profile").path("id").asText("none")).isEqualTo("none");
        assertThat(event.path("properties").toString()).isEqualTo("{\"shipment\":\"in transit\"}");
        assertThat(page.evaluate("hub('ids').profile")).isNull();
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        assertThat(Shop.session(shop.visit(visitor, tag))).isNotEqualTo(Shop.session(page));
    }

    /** Global Privacy Control, as browsers say it that have it. */
    @Test
    void whoAsksNotToBeTrackedIsNobodyUnlessTheTagSaysOtherwise() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        visitor.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
        Page page = shop.visit(visitor, shop.tag("", shop.source(""), ""));
        JsonNode event = shop.events(Shop.session(page), 1).get(0);
        assertThat(event.path("profile").path("id").asText("none")).isEqualTo("none");
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);

        Page asked = shop.visit(visitor, shop.tag("", shop.source(""), "data-dnt=off"));
        assertThat(Shop.profile(asked)).isNotEmpty();
    }

    @Test
    void whereStorageIsBlockedThePageItselfRemembers() throws Exception {
        String source = shop.source("");
        shop.site.page("/blocked", shop.tag("", source, ""));
        Page page = shop.visit(
                shop.browser.visitor(), "<iframe name=inner sandbox='allow-scripts' src='/blocked'></iframe>");
        var inner = page.frame("inner");
        inner.waitForFunction("hub('ids').profile");
        assertThat(inner.evaluate("() => { try { return '' + localStorage } catch (e) { return e.name } }"))
                .isEqualTo("SecurityError");
        inner.evaluate("hub('track', 'Cart Viewed')");

        String session = String.valueOf(inner.evaluate("hub('ids').session"));
        assertThat(Shop.types(shop.events(session, 2))).containsExactly("page-view", "cart-viewed");
    }

    @Test
    void whereStorageIsFullThePageItselfRemembers() throws Exception {
        Page page = shop.visit(shop.browser.visitor(), shop.tag("", shop.source(""), "data-auto=off"));
        page.evaluate(
                """
                () => {
                  for (let size = 1 << 22; size >= 1; size >>= 1) {
                    try {
                      for (let i = 0; ; i++) localStorage['x' + size + i] = 'x'.repeat(size);
                    } catch (e) {
                    }
                  }
                }
                """);

        page.evaluate("hub('track', 'Cart Viewed')");
        page.evaluate("hub('track', 'Bought')");

        assertThat(Shop.types(shop.events(Shop.session(page), 2))).containsExactly("cart-viewed", "bought");
    }

    @Test
    void whoIsStillToBeAskedLeavesNoTraceAndWhoRefusesIsForgotten() throws Exception {
        String source = shop.source("\"requires_consent\":true");
        BrowserContext visitor = shop.browser.visitor();
        String tag = shop.tag("", source, "data-consent=required");
        Page page = shop.visit(visitor, tag);
        page.evaluate("hub('track', 'Cart Viewed')");
        page.evaluate("hub('flush')");
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);

        page.evaluate("hub('consent', true)");
        String session = Shop.session(page);
        assertThat(shop.events(session, 2))
                .allMatch(event -> event.path("context").path("consent").asBoolean());
        assertThat(shop.site.calls("POST").stream().filter(call -> call.body().contains(session)))
                .as("nothing was sent before")
                .hasSize(1);
        Page next = shop.visit(visitor, tag);
        assertThat(Shop.types(shop.events(session, 3))).endsWith("page-view");

        next.evaluate("hub('consent', false)");
        next.evaluate("hub('track', 'Cart Viewed')");
        assertThat(next.evaluate("Object.keys(localStorage).join()")).isEqualTo("hub:" + source);
        assertThat(String.valueOf(next.evaluate("localStorage['hub:" + source + "']")))
                .contains("\"c\":false")
                .doesNotContain("\"s\"")
                .doesNotContain("\"p\"");
        assertThat(next.evaluate("JSON.stringify(hub('ids'))")).isEqualTo("{}");
    }
}
