package io.caravanserai.runtime;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A hub with all that the examples of the OpenAPI file speak of: they name it by samples, here are the real names. */
final class ApiWorld implements AutoCloseable {
    static final String SHIPMENT = "01990c4e-7a10-7000-8000-000000000001";
    static final String SUBSCRIPTION = "01990c4e-7a10-7000-8000-000000000002";
    static final String DELIVERY = "01990c4e-7a10-7000-8000-000000000003";
    static final String BATCH = "01990c4e-7a10-7000-8000-000000000004";
    private static final String DAY = "2026-03-01";
    private static final String ACCOUNT = "A7K2M9QX";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] NONE = new byte[0];
    private static final String LOGO =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    final TestHub hub;
    final TestCustomer customer;
    /** Of another account. */
    final TestCustomer stranger;

    final String labelled;
    final String tracked;
    private final Map<String, String> names = new LinkedHashMap<>();
    private int calls;

    private ApiWorld(TestHub hub) throws Exception {
        this.hub = hub;
        this.customer = TestCustomer.of(hub);
        this.stranger = TestCustomer.of(hub);
        admin("POST", "/admin/event-sources", Map.of("id", "web-shop", "name", "Shop", "type", "rest"));
        admin("POST", "/admin/event-sources", Map.of("id", "mail-links", "name", "Mails", "type", "webhook"));
        admin(
                "POST",
                "/admin/event-sources",
                Map.of("id", "slow", "name", "Slow", "type", "webhook", "config", Map.of("rate", 1)));
        admin(
                "POST",
                "/admin/event-sources",
                Map.of("id", "slow-rest", "name", "Slow", "type", "rest", "config", Map.of("rate", 1)));
        admin("PUT", "/admin/accounts/" + customer.account() + "/branding", Map.of("logo_base64", LOGO));
        String sink = customer.sink().url();
        subscribe("shipment", Map.of("endpoint", sink));
        subscribe(
                "tracking", Map.of("endpoint", sink, "format", "tracardi", "tracker", Map.of("source_id", "parcels")));
        this.tracked = customer.track("sandbox", "T1");
        hub.sandboxEvent("T1", "collection/collected");
        this.labelled = labelled(2);
        String batch = made(customer.post("/label-batches", Map.of("shipment_ids", List.of(labelled))));
        await().atMost(PATIENCE)
                .until(() ->
                        customer.get("/label-batches/" + batch + "/document").statusCode() == 200);
        await().atMost(PATIENCE)
                .until(() -> customer.get("/shipments/" + tracked + "/track").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> customer.sink().received().size() >= 4);
        JsonNode documents =
                TestHub.json(customer.get("/shipments/" + labelled + "/labels")).path("documents");
        JsonNode seen = TestHub.json(customer.get("/shipments/" + tracked));
        names.put("LINK-TOKEN", after(documents.get(0).path("url").asText(), "/labels/"));
        names.put("PAGE-TOKEN", after(seen.path("tracking_page_url").asText(), "/t/"));
        names.put(BATCH, batch);
        names.put(ACCOUNT, customer.account());
        names.put(DELIVERY, delivery("status=delivered"));
    }

    static ApiWorld start(Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "CARRIER-SECRET");
        return new ApiWorld(TestHub.onSharedBroker(
                folder.resolve("data"),
                Map.of(
                        "hub.http.trusted-proxies", "127.0.0.1",
                        "hub.http.max-body", "100KiB",
                        "hub.label.sync-timeout", "2m",
                        "hub.fx.max-age", "36500d",
                        "hub.webhook.retry-schedule", "100ms",
                        "carrier.ups.webhook.client-id", "CARRIER-ID",
                        "carrier.ups.webhook.client-secret", "file:" + secret,
                        "carrier.bring.webhook.secret", "file:" + secret,
                        "carrier.dpd.webhook.secret", "file:" + secret)));
    }

    /** Makes a shipment and waits for the hub's own label; returns its id. */
    String labelled(int parcels) throws Exception {
        String id = made(customer.post("/shipments", ShipmentBody.of("in_house", parcels, "pdf")));
        await().atMost(PATIENCE)
                .until(() -> customer.get("/shipments/" + id + "/labels").statusCode() == 200);
        return id;
    }

    String subscribe(String kind, Map<String, Object> wish) throws Exception {
        return made(customer.post("/accounts/" + customer.account() + "/webhooks/" + kind + "/subscriptions", wish));
    }

    String delivery(String query) throws Exception {
        JsonNode page = TestHub.json(customer.get("/accounts/" + customer.account() + "/webhooks/deliveries?" + query));
        return page.at("/deliveries/0/id").asText();
    }

    JsonNode admin(String method, String path, Object body) throws Exception {
        return TestHub.json(hub.manage(method, path, Json.bytes(body)));
    }

    private static String made(HttpResponse<String> answer) throws Exception {
        return TestHub.json(answer).path("id").asText();
    }

    private static String after(String text, String part) {
        return text.substring(text.indexOf(part) + part.length());
    }

    /** A sample of the file as it is called here. */
    String real(ApiFile.Operation operation, String sample) throws Exception {
        String text = sample;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        if (operation.id().equals("createLabelBatch")) {
            text = text.replace(DAY, LocalDate.now(ZoneId.of("Europe/Berlin")).toString());
        }
        if (text.contains(SHIPMENT)) {
            String id = operation.id().equals("cancelShipment")
                    ? labelled(1)
                    : operation.isTagged("Tracking") ? tracked : labelled;
            text = text.replace(SHIPMENT, id);
        }
        if (text.contains(SUBSCRIPTION)) {
            text = text.replace(
                    SUBSCRIPTION,
                    subscribe("tracking", Map.of("endpoint", customer.sink().url())));
        }
        return text;
    }

    /** Calls the public port as the customer does, each time from another address. */
    HttpResponse<String> call(String method, String path, byte[] body, Map<String, String> headers) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(headers);
        calls++;
        all.putIfAbsent("x-forwarded-for", "198.51." + calls / 250 + "." + (1 + calls % 250));
        return hub.call(
                method,
                path,
                body.length == 0 ? NONE : body,
                all.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    @Override
    public void close() {
        customer.close();
        stranger.close();
        hub.close();
    }
}
