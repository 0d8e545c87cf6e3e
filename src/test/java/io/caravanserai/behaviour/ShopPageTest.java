package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.caravanserai.testkit.PageBlock;
import io.caravanserai.testkit.WebSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script as a guest on pages: strict ones, careless ones, and such that load it twice. */
class ShopPageTest extends ShopTest {
    @Test
    void itWorksUnderAStrictContentSecurityPolicy() throws Exception {
        Page page = shop.visit(
                shop.browser.visitor(),
                shop.tag("", shop.source(""), ""),
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; connect-src 'self'");

        assertThat(Shop.types(shop.events(Shop.session(page), 1))).containsExactly("page-view");
    }

    @Test
    void theLinesOfThePageForShopsWork() throws Exception {
        Path events = Path.of("docs/events.md");
        String tag = PageBlock.of(events, "html").get(0).text();
        String line = PageBlock.of(events, "js").get(0).text();

        Page page = shop.visit(
                shop.browser.visitor(),
                tag.replace("https://hub.example", WebSite.HUB).replace("SOURCE", shop.source("")));
        page.evaluate(line);

        var viewed = shop.events(Shop.session(page), 2).get(1);
        assertThat(viewed.path("type").asText()).isEqualTo("product-viewed");
        assertThat(viewed.path("properties").toString()).isEqualTo("{\"sku\":\"A-1\",\"price\":13.45}");
    }

    @Test
    void whatIsAskedBeforeItIsLoadedIsDone() throws Exception {
        String early = "<script>window.hub = window.hub || function () { (hub.q = hub.q || []).push(arguments) };"
                + "hub('track', 'Early Bird', { n: 1 }); hub('consent', true)</script>";

        Page page = shop.visit(shop.browser.visitor(), early + shop.tag("", shop.source(""), "data-auto=off"));

        var event = shop.events(Shop.session(page), 1).get(0);
        assertThat(event.path("type").asText()).isEqualTo("early-bird");
        assertThat(event.path("properties").toString()).isEqualTo("{\"n\":1}");
        assertThat(event.path("context").path("consent").asBoolean()).isTrue();
    }

    @Test
    void loadedTwiceItSpeaksOnce() throws Exception {
        String tag = shop.tag("", shop.source(""), "");
        Page page = shop.visit(shop.browser.visitor(), tag + tag);

        page.evaluate("hub('track', 'Last')");

        assertThat(Shop.types(shop.events(Shop.session(page), 2))).containsExactly("page-view", "last");
    }

    @Test
    void aPageThatChangesWithoutLoadingTellsItsViews() throws Exception {
        Page page = shop.visit(shop.source(""));

        page.evaluate("() => { history.pushState({}, '', '/boots'); document.title = 'Boots'; hub('page', { n: 2 }) }");

        var view = shop.events(Shop.session(page), 2).get(1);
        assertThat(view.path("type").asText()).isEqualTo("page-view");
        assertThat(view.path("properties").toString()).isEqualTo("{\"n\":2}");
        assertThat(view.path("context").path("page").path("url").asText())
                .isEqualTo(shop.site.origin("shop") + "/boots");
        assertThat(view.path("context").path("page").path("title").asText()).isEqualTo("Boots");
    }

    @Test
    void thePageChoosesSessionAndHub() throws Exception {
        String source = shop.source("");
        String attributes = "data-session=chosen-" + source + " data-url='" + shop.site.origin("hub") + "/hub/'";

        Page page = shop.visit(shop.browser.visitor(), shop.tag("", source, attributes));

        assertThat(Shop.session(page)).isEqualTo("chosen-" + source);
        assertThat(shop.events("chosen-" + source, 1)).hasSize(1);
        assertThat(shop.site.calls("POST").stream()
                        .filter(call -> call.body().contains("chosen-" + source))
                        .map(call -> call.headers().get("host")))
                .allMatch(host -> host.startsWith("hub.example"));
    }

    @Test
    void mistakesOfThePageHarmNeitherItNorItsEvents() throws Exception {
        BrowserContext visitor = shop.browser.visitor();
        List<String> errors = new ArrayList<>();
        visitor.onWebError(error -> errors.add(error.error()));
        String source = shop.source("");
        // the first page of a tab is a blank one, which has no storage
        visitor.addInitScript("if (origin != 'null') { localStorage['hub:" + source + "'] ||= '7';"
                + "localStorage['hub:" + source + ":1'] = 'null' }");
        Page page = shop.visit(visitor, shop.tag("", source, "data-properties='no json'"));

        page.evaluate(
                """
                () => {
                  const round = {};
                  round.round = round;
                  hub();
                  hub('dance');
                  hub('track');
                  hub('track', '');
                  hub('track', 'Round', round);
                  hub('track', 'Big', { n: 10n });
                  hub('track', 'List', [1, 2]);
                  hub('track', 'Text', 'ab');
                  hub('track', 7, null);
                }
                """);
        String session = Shop.session(page);
        page.evaluate("source => { localStorage['hub:' + source] = 'no json' }", source);
        page.evaluate("hub('track', 'Last')");

        assertThat(Shop.types(shop.events(session, 4))).containsExactly("page-view", "list", "text", "7");
        assertThat(Shop.types(shop.events(Shop.session(page), 1)))
                .as("in a session of its own, the other is lost")
                .containsExactly("last");
        assertThat(errors).isEmpty();
    }

    @Test
    void whatTheVisitorClearsStaysCleared() throws Exception {
        Page page = shop.visit(shop.source(""));
        String session = Shop.session(page);
        String profile = Shop.profile(page);

        page.evaluate("localStorage.clear()");
        page.evaluate("hub('track', 'Cart Viewed')");

        assertThat(Shop.session(page)).isNotEqualTo(session);
        assertThat(Shop.profile(page)).isNotEqualTo(profile);
    }
}
