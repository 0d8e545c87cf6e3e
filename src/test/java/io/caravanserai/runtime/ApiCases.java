package io.caravanserai.runtime;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How each answer that the OpenAPI file describes is brought about, those to its own examples apart. */
final class ApiCases {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";
    private static final Map<String, String> BAD_BODIES = Map.of(
            "createShipment", "{}",
            "createLabelledShipment", "{}",
            "createTrackers", "{}",
            "createLabelBatch", "{}",
            "orderLabels", "{\"label\": {\"format\": \"gif\"}}",
            "track", "{\"ids\": []}",
            "subscribe", "{}",
            "changeSubscription", "{\"endpoint\": \"https://other.example\"}",
            "rotateSecret", "{\"secret\": \"short\"}",
            "replayDeliveries", "{}");
    private static final Map<String, String> BAD_QUERIES =
            Map.of("getLabels", "format=gif", "getLabelBatchDocument", "format=gif", "listDeliveries", "limit=0");
    private static final Map<String, String> LOST_BODIES = Map.of(
            "createLabelBatch", "{\"shipment_ids\": [\"" + NOBODY + "\"]}",
            "track", "{\"ids\": [\"" + NOBODY + "\"]}");

    private final ApiFile file;
    private final ApiWorld world;
    private final ApiCalls calls;
    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** One answer to be had. */
    record Case(ApiFile.Operation operation, int status, Sending sending) {
        String name() {
            return operation.id() + " " + status;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Has the answer. */
    @FunctionalInterface
    interface Sending {
        HttpResponse<String> send() throws Exception;
    }

    ApiCases(ApiFile file, ApiWorld world, ApiCalls calls) throws Exception {
        this.file = file;
        this.world = world;
        this.calls = calls;
        String forWebhooks = keyFor("webhooks");
        String forTracking = keyFor("track");
        for (ApiFile.Operation operation : file.operations()) {
            boolean ofCustomer = file.parameters(operation, "header").stream()
                    .anyMatch(header -> header.path("name").asText().equals("x-version"));
            if (ofCustomer) {
                ofEveryCustomer(operation, operation.isTagged("Webhooks") ? forTracking : forWebhooks);
            }
            if (operation.statuses().contains("413")) {
                add(operation, 413, () -> calls.to(operation.id())
                        .body("\"" + "x".repeat(120_000) + "\"")
                        .send());
            }
        }
        shipments();
        labels();
        webhooks();
        visitors();
        carriers();
        files();
    }

    Stream<Case> all() {
        return new ArrayList<>(cases.values()).stream();
    }

    private void add(String operation, int status, Sending sending) {
        add(file.operation(operation), status, sending);
    }

    private void add(ApiFile.Operation operation, int status, Sending sending) {
        Case added = new Case(operation, status, sending);
        cases.put(added.name(), added);
    }

    private String keyFor(String scope) throws Exception {
        return world.admin(
                        "POST",
                        "/admin/accounts/" + world.customer.account() + "/keys",
                        Map.of("scopes", List.of(scope)))
                .path("key")
                .asText();
    }

    private void ofEveryCustomer(ApiFile.Operation operation, String keyForOthers) {
        String id = operation.id();
        add(operation, 400, () -> calls.to(id).without("x-version").send());
        add(operation, 401, () -> calls.to(id).header("x-key", "nobody's").send());
        add(operation, 403, () -> calls.to(id).header("x-key", keyForOthers).send());
        if (operation.statuses().contains("404")) {
            add(operation, 404, () -> lost(operation).send());
        }
        if (operation.statuses().contains("406")) {
            add(operation, 406, () -> calls.to(id).header("accept", "text/html").send());
        }
        if (operation.statuses().contains("415")) {
            add(operation, 415, () -> calls.to(id)
                    .header("content-type", "text/plain")
                    .send());
        }
        if (BAD_BODIES.containsKey(id)) {
            add(operation, 422, () -> calls.to(id).body(BAD_BODIES.get(id)).send());
        } else if (BAD_QUERIES.containsKey(id)) {
            add(operation, 422, () -> calls.to(id).query(BAD_QUERIES.get(id)).send());
        }
    }

    /** Asks for what is not there. */
    private ApiCalls.Call lost(ApiFile.Operation operation) {
        ApiCalls.Call call = calls.to(operation.id());
        if (operation.path().contains("{id}")) {
            return call.path("id", NOBODY);
        }
        return LOST_BODIES.containsKey(operation.id())
                ? call.body(LOST_BODIES.get(operation.id()))
                : call.path("kind", "letters");
    }

    private void shipments() {
        add("getShipment", 429, () -> calls.to("getShipment")
                .header("x-key", "guess")
                .sendUntil(429));
        add("createShipment", 409, () -> {
            calls.to("createShipment").header("idempotency-key", "k-1").send();
            return calls.to("createShipment")
                    .header("idempotency-key", "k-1")
                    .with(calls.examples(file.operation("createShipment")).get(1))
                    .send();
        });
        add("createLabelledShipment", 409, () -> {
            ApiCalls.Example once =
                    calls.examples(file.operation("createShipment")).get(1);
            calls.to("createShipment").with(once).send();
            return calls.to("createLabelledShipment").with(once).send();
        });
        add("cancelShipment", 409, () -> calls.to("cancelShipment")
                .path("id", underWay())
                .send());
        add("createTrackers", 409, () -> {
            calls.to("createTrackers").body(tracker("T8")).send();
            return calls.to("createTrackers").body(tracker("T9")).send();
        });
        add("trackShipment", 204, () -> calls.to("trackShipment")
                .path("id", fresh())
                .send());
        add("track", 204, () -> calls.to("track")
                .body("{\"ids\": [\"" + fresh() + "\"]}")
                .send());
        add("track", 429, () -> calls.to("track")
                .body("{\"source\": {\"id\": \"slow-rest\"}, \"events\": []}")
                .sendUntil(429));
    }

    private static String tracker(String number) {
        return "{\"carrier_id\": \"sandbox\", \"tracking_number\": \"" + number + "\", \"uuid_ref\": \"only-once\"}";
    }

    /** A tracker of which nothing is known. */
    private String fresh() throws Exception {
        return world.customer.track("sandbox", "N" + System.nanoTime());
    }

    /** A shipment whose label was bought, and which the carrier has. */
    private String underWay() throws Exception {
        HttpResponse<String> made =
                world.customer.post("/shipment_with_labels_documents", ShipmentBody.of("sandbox", 1, "pdf"));
        String id = TestHub.json(made).at("/shipment/id").asText();
        world.hub.sandboxEvent(
                TestHub.json(made).at("/shipment/tracking_number").asText(), "in_transit/arrived_at_carrier_facility");
        await().atMost(PATIENCE)
                .until(() -> calls.to("trackShipment").path("id", id).send().statusCode() == 200);
        return id;
    }

    private void labels() {
        add("getLabels", 204, () -> calls.to("getLabels").path("id", waiting()).send());
        add("getLabels", 304, () -> {
            HttpResponse<String> file =
                    calls.to("getLabels").header("accept", "application/pdf").send();
            return calls.to("getLabels")
                    .header("accept", "application/pdf")
                    .header("if-none-match", file.headers().firstValue("etag").orElse(""))
                    .send();
        });
        add("getLabels", 409, () -> calls.to("getLabels")
                .path("id", world.tracked)
                .send());
        add("orderLabels", 409, () -> calls.to("orderLabels")
                .path("id", world.tracked)
                .send());
        add("getLabelBatchDocument", 204, () -> {
            HttpResponse<String> batch = calls.to("createLabelBatch")
                    .body("{\"shipment_ids\": [\"" + waiting() + "\"]}")
                    .send();
            return calls.to("getLabelBatchDocument")
                    .path("id", TestHub.json(batch).path("id").asText())
                    .send();
        });
        add("getLinkedLabel", 404, () -> calls.to("getLinkedLabel")
                .path("token", "nonsense")
                .send());
        add("getLinkedLabel", 410, () -> {
            String id = world.labelled(2);
            String link = TestHub.json(world.customer.get("/shipments/" + id + "/labels"))
                    .at("/documents/0/url")
                    .asText();
            calls.to("cancelShipment").path("id", id).send();
            return calls.to("getLinkedLabel")
                    .path("token", link.substring(link.lastIndexOf('/') + 1))
                    .send();
        });
    }

    /** A shipment whose label nobody makes: no route of the carrier runs. */
    private String waiting() throws Exception {
        return TestHub.json(world.customer.post("/shipments", ShipmentBody.of("ups", 1, "pdf")))
                .path("id")
                .asText();
    }

    private void webhooks() {
        add("subscribe", 409, () -> {
            String path = "/accounts/" + world.stranger.account() + "/webhooks/shipment/subscriptions";
            HttpResponse<String> answer = world.stranger.post(path, Map.of("endpoint", "https://shop.example"));
            for (int i = 0; i < 60 && answer.statusCode() == 201; i++) {
                answer = world.stranger.post(path, Map.of("endpoint", "https://shop.example"));
            }
            return answer;
        });
        add("replayDelivery", 409, () -> {
            String subscription = world.subscribe(
                    "tracking", Map.of("endpoint", world.customer.sink().url()));
            String path = "/accounts/" + world.customer.account() + "/webhooks/";
            String number = "R" + System.nanoTime();
            world.customer.track("sandbox", number);
            world.hub.sandboxEvent(number, "collection/collected");
            await().atMost(PATIENCE).until(() -> deliveries(subscription).size() == 1);
            world.customer.call("DELETE", path + "tracking/subscriptions/" + subscription, Map.of());
            return calls.to("replayDelivery")
                    .path("id", deliveries(subscription).get(0))
                    .send();
        });
    }

    private List<String> deliveries(String subscription) throws Exception {
        List<String> ids = new ArrayList<>();
        TestHub.json(world.customer.get("/accounts/" + world.customer.account() + "/webhooks/deliveries?limit=500"))
                .path("deliveries")
                .forEach(line -> {
                    if (line.path("subscription_id").asText().equals(subscription)) {
                        ids.add(line.path("id").asText());
                    }
                });
        return ids;
    }

    private void visitors() {
        for (String id : List.of("collect", "collectByQuery", "collectOfSession", "collectOfSessionByQuery")) {
            add(id, 401, () -> calls.to(id).path("source_id", "nobody").send());
            add(id, 403, () -> calls.to(id).path("source_id", "web-shop").send());
            add(id, 422, () -> calls.to(id).path("event_type", "x".repeat(300)).send());
            add(id, 429, () -> calls.to(id).path("source_id", "slow").sendUntil(429));
        }
    }

    private void carriers() {
        add("carrierEvents", 400, () -> calls.to("carrierEvents").body("{").send());
        add("carrierEvents", 401, () -> calls.to("carrierEvents")
                .path("carrier", "bring")
                .send());
        add("carrierEvents", 503, () -> calls.to("carrierEvents")
                .path("carrier", "inpost")
                .send());
        add("carrierEvents", 429, () -> calls.to("carrierEvents")
                .path("carrier", "bring")
                .sendUntil(429));
        String dpd = "token=CARRIER-SECRET&pushid=7&pnr=01505028800000";
        add("carrierEventsByQuery", 200, () -> ofDpd().query(dpd).send());
        add("carrierEventsByQuery", 400, () -> ofDpd().query("token=CARRIER-SECRET&pnr=1")
                .send());
        add("carrierEventsByQuery", 401, () -> ofDpd().query("token=wrong").send());
        add("carrierEventsByQuery", 429, () -> ofDpd().query("token=wrong").sendUntil(429));
        add("carrierToken", 400, () -> ofUps().with(form("grant_type=password")).send());
        add("carrierToken", 401, () -> ofUps().with(form("grant_type=client_credentials"))
                .send());
        add("carrierToken", 429, () -> ofUps().with(form("grant_type=client_credentials"))
                .sendUntil(429));
    }

    private ApiCalls.Call ofDpd() {
        return calls.to("carrierEventsByQuery").path("carrier", "dpd");
    }

    private ApiCalls.Call ofUps() {
        return calls.to("carrierToken").path("carrier", "ups");
    }

    private static ApiCalls.Example form(String text) {
        return new ApiCalls.Example("of the case", "application/x-www-form-urlencoded", text);
    }

    private void files() {
        for (String id : List.of("getDescription", "headDescription", "getTrackerScript", "headTrackerScript")) {
            add(id, 304, () -> {
                String tag = calls.to(id).send().headers().firstValue("etag").orElse("");
                return calls.to(id).header("if-none-match", tag).send();
            });
        }
        for (String id : List.of("getTrackingPage", "headTrackingPage")) {
            add(id, 404, () -> calls.to(id).path("token", "nonsense").send());
            add(id, 429, () -> calls.to(id).sendUntil(429));
        }
        for (String id : List.of("getTrackingPageLogo", "headTrackingPageLogo")) {
            add(id, 404, () -> calls.to(id).path("token", "nonsense").send());
        }
    }
}
