package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.testkit.TestBrowser;
import io.caravanserai.testkit.WebSite;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A web shop whose pages load the hub's script, a hub, and a browser to visit with. */
final class Shop implements AutoCloseable {
    private static final byte[] NONE = new byte[0];

    final TestBrowser browser;
    final TestHub hub;
    final WebSite site;
    private final AtomicInteger sources = new AtomicInteger();

    private Shop(TestBrowser browser, TestHub hub, WebSite site) {
        this.browser = browser;
        this.hub = hub;
        this.site = site;
    }

    static Shop open(Path data) throws Exception {
        TestBrowser browser = TestBrowser.start();
        TestHub hub = TestHub.onSharedBroker(data, Map.of());
        return new Shop(browser, hub, WebSite.before(hub.hub().httpPort()));
    }

    /** An event source of its own for a test. */
    String source(String config) throws Exception {
        String id = "shop-" + sources.incrementAndGet();
        String body = "{\"id\":\"%s\",\"name\":\"Shop\",\"type\":\"rest\",\"config\":{%s}}".formatted(id, config);
        assertThat(hub.manage("POST", "/admin/event-sources", bytes(body)).statusCode())
                .isEqualTo(201);
        return id;
    }

    /** A tag on a page of the hub's own site, or of another; further attributes as in HTML. */
    String tag(String hubSite, String source, String attributes) {
        return "<script defer src='%s%s/tracker/hub.js' data-source='%s' %s></script>"
                .formatted(hubSite, WebSite.HUB, source, attributes);
    }

    /** A page at {@code /shoes} of the shop with these tags, opened by that visitor. */
    Page visit(BrowserContext visitor, String tags, String... headers) {
        site.page(
                "/shoes",
                "<!doctype html><html lang=en><title>Shoes</title>%s<h1>Shoes</h1></html>".formatted(tags),
                headers);
        Page page = visitor.newPage();
        page.navigate(site.origin("shop") + "/shoes?size=42#reviews");
        return page;
    }

    /** A page of a new visitor on which the script sends page views to that source. */
    Page visit(String source) {
        return visit(browser.visitor(), tag("", source, ""));
    }

    /** The session that the page is in. */
    static String session(Page page) {
        return String.valueOf(page.evaluate("hub('ids').session"));
    }

    /** The profile that the page keeps, once the hub has told it. */
    static String profile(Page page) {
        return String.valueOf(page.waitForFunction("hub('ids').profile").jsonValue());
    }

    /** The events of a session that did not come from the hub itself, the oldest first, once there are so many. */
    List<JsonNode> events(String session, int many) {
        List<JsonNode> found = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            found.clear();
            for (JsonNode event : read("/admin/sessions/" + session).path("events")) {
                if (!event.path("system").asBoolean()) {
                    found.add(0, event);
                }
            }
            assertThat(types(found)).hasSizeGreaterThanOrEqualTo(many);
        });
        assertThat(types(found)).hasSize(many);
        return found;
    }

    static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /** What the hub's operator reads there. */
    JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = hub.manage("GET", path, NONE);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.parse(bytes(answer.body()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        site.close();
        hub.close();
        browser.close();
    }
}
