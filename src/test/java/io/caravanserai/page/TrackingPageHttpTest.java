package io.caravanserai.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page through a whole hub, from the customer's call and the carrier's event to what a reader gets. */
class TrackingPageHttpTest {
    private static final byte[] NONE = new byte[0];
    private static final byte[] LOGO = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @OnBothStores
    void whoHasTheLinkSeesTheShipmentInTheAccountsLook(TestStore store) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(store.folder(), store.settings());
                TestCustomer customer = TestCustomer.of(hub)) {
            Map<String, String> tracker = Map.of("carrier_id", "sandbox", "tracking_number", "T1");
            JsonNode made = json(customer.post("/trackers", tracker));
            JsonNode again = json(customer.post("/trackers", tracker));
            String base = "http://localhost:" + hub.hub().httpPort();
            String url = made.path("tracking_page_url").asText();
            assertThat(url).matches(base + "/t/[\\w-]{22}");
            assertThat(again.path("tracking_page_url").asText()).isEqualTo(url);
            String path = url.substring(base.length());

            // When the carrier tells something and the operator says how the page looks
            hub.post(
                    "/carriers/sandbox/events",
                    Json.bytes(Map.of(
                            "tracking_number", "T1",
                            "code", "delivery/out_for_delivery",
                            "time", "2026-11-20T07:30:00+01:00",
                            "city", "Łódź",
                            "country", "PL",
                            "eta", "2026-11-20T14:00:00+01:00",
                            "signed_by", "Jan Kowalski")));
            Map<String, String> brand = new LinkedHashMap<>();
            brand.put("title", "Sklep & Co");
            brand.put("color", "#FFEE00");
            brand.put("support_url", "https://shop.example/help");
            brand.put("logo_base64", Base64.getEncoder().encodeToString(LOGO));
            JsonNode look = json(hub.manage("PUT", branding(customer), Json.bytes(brand)));
            assertThat(look.path("text_color").asText()).isEqualTo("#000000");
            assertThat(json(hub.manage("GET", branding(customer), NONE))).isEqualTo(look);

            // Then a reader sees both, in the reader's language
            await().untilAsserted(() -> assertThat(get(hub, path, "de").body()).contains("<h1>In Zustellung</h1>"));
            HttpResponse<String> page = get(hub, path, "pl,en;q=0.5");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(
                            "<html lang=\"pl\">", "<h1>W doręczeniu</h1>", "Łódź, Polska", "piątek, 20 listopada 2026")
                    .contains("14:00", "alt=\"Sklep &amp; Co\"", "--accent:#ffee00;--on-accent:#000000")
                    .contains("href=\"https://shop.example/help\"")
                    .doesNotContain("Kowalski", "T1<");
            for (String header : new String[] {
                "content-security-policy",
                "referrer-policy",
                "x-robots-tag",
                "x-content-type-options",
                "x-frame-options",
                "cache-control",
                "vary"
            }) {
                assertThat(page.headers().firstValue(header)).as(header).isPresent();
            }
            HttpResponse<String> head = hub.call("HEAD", path, NONE);
            assertThat(head.statusCode()).as("who looks before it links").isEqualTo(200);
            assertThat(head.body()).isEmpty();
            HttpResponse<String> logo = get(hub, path + "/logo", "en");
            assertThat(logo.statusCode()).isEqualTo(200);
            assertThat(logo.headers().firstValue("content-type")).hasValue("image/png");
            assertThat(logo.headers().firstValue("x-content-type-options")).hasValue("nosniff");

            // When the look is taken away and the shipment is cancelled
            assertThat(hub.manage("DELETE", branding(customer), NONE).statusCode())
                    .isEqualTo(204);
            hub.call(
                    "DELETE",
                    "/shipments/" + made.path("id").asText(),
                    NONE,
                    "x-key",
                    customer.key(),
                    "x-version",
                    "v1");

            // Then the page says so
            HttpResponse<String> cancelled = get(hub, path, "en");
            assertThat(cancelled.statusCode()).isEqualTo(200);
            assertThat(cancelled.body())
                    .contains("<h1>This shipment was cancelled</h1>", "Track your shipment")
                    .doesNotContain("Łódź", "Sklep");
            assertThat(get(hub, path + "/logo", "en").statusCode()).isEqualTo(404);
            assertThat(get(hub, "/t/" + PageToken.next(), "en").body())
                    .isEqualTo(get(hub, "/t/nothing", "en").body())
                    .contains("This page cannot be found");
            assertThat(hub.post(path, NONE).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void aLookThatCannotBeUsedIsRefusedInWords() throws Exception {
        try (TestStore store = TestStores.sqlite();
                TestHub hub = TestHub.onSharedBroker(store.folder(), store.settings());
                TestCustomer customer = TestCustomer.of(hub)) {
            assertRefused(hub, branding(customer), "{", 400, "The body is no JSON");
            assertRefused(
                    hub,
                    branding(customer),
                    "{\"colour\":\"#000000\"}",
                    422,
                    "$.colour is not known; did you mean 'color'?");
            assertRefused(hub, branding(customer), "{\"title\":7}", 422, "$.title must be a text");
            assertRefused(hub, branding(customer), "{\"title\":\"\"}", 422, "$.title must have 1 to 80 characters");
            assertRefused(
                    hub, branding(customer), "{\"color\":\"red\"}", 422, "$.color: a colour is written like #0b5fff");
            assertRefused(
                    hub, branding(customer), "{\"support_url\":\"http://a.example\"}", 422, "$.support_url must be");
            assertRefused(hub, branding(customer), "{\"logo_base64\":\"?\"}", 422, "$.logo_base64 is no base64");
            assertRefused(
                    hub, branding(customer), "{\"logo_base64\":\"PHN2Zz4=\"}", 422, "must be a PNG, JPEG, GIF or WebP");
            assertRefused(hub, "/admin/accounts/A0/branding", "{}", 404, "There is no account A0");
            assertThat(hub.manage("GET", "/admin/accounts/A0/branding", NONE).statusCode())
                    .isEqualTo(404);
            assertThat(hub.manage("DELETE", "/admin/accounts/A0/branding", NONE).statusCode())
                    .isEqualTo(404);
        }
    }

    private static void assertRefused(TestHub hub, String path, String body, int status, String detail)
            throws Exception {
        HttpResponse<String> answer = hub.manage("PUT", path, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
                        .path("detail")
                        .asText())
                .contains(detail);
    }

    private static String branding(TestCustomer customer) {
        return "/admin/accounts/" + customer.account() + "/branding";
    }

    private static HttpResponse<String> get(TestHub hub, String path, String language) throws Exception {
        return hub.call("GET", path, NONE, "Accept-Language", language, "User-Agent", PageKit.BROWSER);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
