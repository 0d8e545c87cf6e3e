package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebSite;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of the same shape as those of Tracardi's JavaScript tracker and Python SDK, which are no part of this project. */
class TracardiClientsTest extends ShopTest {
    private static final String BODY =
            """
            { "source": { "id": "%s" }, "session": { "id": "%s" }, "profile": null, "device": { "id": "4a7b" },
              "context": { "time": { "local": "2026-11-20T10:00:00.123Z", "tz": "Europe/Berlin" }, "device": { "gpu": null },
                "browser": { "local": { "device": {}, "browser": { "name": "chrome" } } }, "screen": { "local": { "width": 1 } } },
              "options": {},
              "events": [
                { "time": { "create": "2026-11-20T10:00:00.123Z" }, "type": "purchase-order", "properties": { "price": 13.45 },
                  "context": { "page": { "url": "http://shop.example/#a", "referer": { "host": null, "query": null } } } },
                { "time": { "create": "2026-11-20T10:00:00.124Z" }, "type": "page-view", "properties": {},
                  "options": { "fire": true }, "context": { "page": { "url": "http://shop.example/#a" } } } ] }
            """;
    private static final String FETCH =
            """
            async ([url, body, credentials]) => {
              const reply = await fetch(url, {
                method: 'POST', credentials, body,
                headers: { 'Content-Type': 'application/json', 'x-timestamp': Date.now() }
              });
              return JSON.stringify([reply.status, await reply.json()]);
            }
            """;
    private static final String BEACON =
            "([url, body]) => navigator.sendBeacon(url, new Blob([body], { type: 'application/json' }))";

    /** A page of a shop, which is another site than the hub. */
    private static Page page() {
        return shop.visit(shop.browser.visitor(), "");
    }

    private static String url() {
        return shop.site.origin("hub") + WebSite.HUB + "/track";
    }

    private static JsonNode fetched(String source, String session, String credentials) throws Exception {
        Object told = page().evaluate(FETCH, List.of(url(), BODY.formatted(source, session), credentials));
        return Json.parse(Shop.bytes(String.valueOf(told)));
    }

    /** Newer versions send no credentials, older ones may. */
    @ParameterizedTest
    @ValueSource(strings = {"omit", "include"})
    void theTrackerOfAnotherSiteIsHeardAndAnswered(String credentials) throws Exception {
        String session = "session-" + credentials;

        JsonNode answer = fetched(shop.source(""), session, credentials);

        assertThat(answer.path(0).asInt()).isEqualTo(200);
        assertThat(answer.path(1).path("ux").isArray()).isTrue();
        List<JsonNode> events = shop.events(session, 2);
        assertThat(Shop.types(events)).containsExactly("purchase-order", "page-view");
        assertThat(events.get(0).path("profile").path("id"))
                .isEqualTo(answer.path(1).path("profile").path("id"));
        assertThat(events.get(0).path("time").path("create").asText()).isEqualTo("2026-11-20T10:00:00.123Z");
        assertThat(shop.site.calls("OPTIONS"))
                .anySatisfy(asked -> assertThat(asked.headers().get("access-control-request-headers"))
                        .contains("x-timestamp"));
    }

    @Test
    void whatItIsRefusedItCanRead() throws Exception {
        JsonNode answer = fetched("nobody", "session-refused", "include");

        assertThat(answer.path(0).asInt()).isEqualTo(401);
        assertThat(answer.path(1).path("detail").isTextual()).isTrue();
    }

    /** A beacon of JSON has a preflight, and browsers always send credentials with it. */
    @Test
    void itsBeaconsArrive() throws Exception {
        String payload = BODY.formatted(shop.source(""), "session-beacon");

        assertThat(page().evaluate(BEACON, List.of(url(), payload))).isEqualTo(true);

        assertThat(shop.events("session-beacon", 2)).hasSize(2);
    }

    /** The SDK's time is a string of Python's making, and it wants a profile in the answer. */
    @Test
    void thePythonSdkIsHeardAndAnswered() throws Exception {
        String payload =
                """
                {"source": {"id": "%s"}, "session": {"id": "session-python"},
                 "metadata": {"time": "{'insert': datetime.datetime(2026, 11, 20, 10, 0)}", "ip": null, "status": null},
                 "profile": null, "context": {"my_browser": "ie"}, "properties": {}, "options": {"profile": true},
                 "events": [{"type": "event-1", "properties": {"data": 1}, "options": {}},
                            {"type": "event-2", "properties": {"data": 2}, "options": {}}]}
                """
                        .formatted(shop.source(""));

        HttpResponse<String> answer = shop.hub.post(
                "/track",
                Shop.bytes(payload),
                "Content-Type",
                "application/json",
                "User-Agent",
                "python-requests/2.32.3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.parse(Shop.bytes(answer.body()))
                        .path("profile")
                        .path("id")
                        .asText())
                .isNotEmpty();
        assertThat(Shop.types(shop.events("session-python", 2))).containsExactly("event-1", "event-2");
    }
}
