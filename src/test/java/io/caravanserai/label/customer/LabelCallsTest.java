package io.caravanserai.label.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.account.Caller;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.event.Json;
import io.caravanserai.http.AsyncHttpHandler;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.label.document.DrawnLabels;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.queue.LabelCancel;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LabelReorder;
import io.caravanserai.label.queue.LaneSettings;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What callers are told in every state of a label. */
class LabelCallsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final CarrierAnswer SOLD = new CarrierAnswer.Sold(
            Optional.empty(),
            List.of(new SoldParcel(
                    "T1",
                    Map.of(),
                    Optional.of(new LabelDocument(
                            "zpl", "^XA^PW812^LL1218^FDx^FS^XZ".getBytes(StandardCharsets.US_ASCII))))));
    private static final CarrierAnswer REFUSED =
            new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.REJECTED, "no such street", 400));
    private static final CarrierAnswer UNDRAWN =
            new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.GENERATION, "'to' does not fit", null));
    private static final LabelCarrier SELLS = (step, order) -> SOLD;

    private final List<String> added = new ArrayList<>();

    /** All of one hub's calls about labels. */
    private final class Setup implements AutoCloseable {
        private final Database database;
        private final Caller caller;
        private final LabelQueue queue;
        private final DrawnLabels drawn = new DrawnLabels(1 << 20, Duration.ofHours(1), new SimpleMeterRegistry());
        private final LabelLinks links;
        private final LabelCalls calls;

        Setup(TestStore store, Duration linkAge) {
            this.database = store.database();
            Clock clock = Clock.systemUTC();
            AccountStore accounts = new AccountStore(database, clock);
            this.caller = Caller.of(accounts);
            this.queue = new LabelQueue(database, "n1", Outbox.NONE, news -> {}, clock);
            this.links = new LabelLinks(database, () -> "http://hub", linkAge, clock);
            this.calls = new LabelCalls(
                    new CustomerGuard(accounts, 1_000, new FailedCalls(1_000, clock), clock),
                    database,
                    new LabelDocuments(
                            database,
                            (kept, format, size) -> {
                                throw new IllegalStateException("no label of these tests is our own");
                            },
                            drawn),
                    queue,
                    new LabelReorder(database, Outbox.NONE, news -> {}, clock),
                    (shipment, format, size) -> added.add(shipment + format + size),
                    links,
                    clock);
        }

        String shipment() {
            return QueuedLabels.add(database, "acme", caller.account(), 1).get(0);
        }

        HttpAnswer get(String id, Map<String, String> query, String... headers) {
            return call(calls::get, Map.of("id", id), query, new byte[0], headers);
        }

        HttpAnswer order(String id, Object body) {
            return call(calls::order, Map.of("id", id), Map.of(), Json.bytes(body));
        }

        HttpAnswer linked(URI link) {
            String token = link.getPath().replaceFirst("^/labels/", "");
            return call(calls::linked, Map.of("token", token), Map.of(), new byte[0]);
        }

        private HttpAnswer call(
                HttpHandler handler,
                Map<String, String> path,
                Map<String, String> query,
                byte[] body,
                String... headers) {
            try {
                return handler.handle(request(path, query, body, headers));
            } catch (HttpProblem problem) {
                return problem.answer();
            } catch (Exception e) {
                throw new AssertionError("the handler failed", e);
            }
        }

        HttpCall request(Map<String, String> path, Map<String, String> query, byte[] body, String... headers) {
            Map<String, List<String>> all = new LinkedHashMap<>();
            caller.headers().forEach((name, value) -> all.put(name, List.of(value)));
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], List.of(headers[i + 1]));
            }
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            query.forEach((name, value) -> parameters.put(name, List.of(value)));
            return new HttpCall("GET", "/", path, parameters, all, "127.0.0.1", body);
        }

        void awaitStatus(String status) {
            queue.wake();
            await().atMost(LONG).until(() -> QueuedLabels.count(database, status) == 1);
        }

        @Override
        public void close() {
            calls.close();
            queue.close();
            drawn.close();
        }
    }

    @OnBothStores
    void aLabelThatIsNotReadyIsToBeAskedForLater(TestStore store) {
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String id = hub.shipment();

            HttpAnswer waiting = hub.get(id, Map.of());
            assertThat(waiting.status()).isEqualTo(204);
            assertThat(waiting.headers()).containsEntry("Retry-After", "30");
            assertThat(detail(hub.get(id, Map.of("format", "tiff")))).contains("format", "tiff", "zpl200");
            assertThat(detail(hub.get(id, Map.of("size", "9x9")))).contains("size", "9x9", "4x6");
            assertThat(hub.get(id, Map.of("format", "tiff")).status()).isEqualTo(422);
            assertThat(hub.get(id, Map.of(), "accept", "text/html").status()).isEqualTo(406);
            assertThat(hub.get("nothing", Map.of()).status()).isEqualTo(404);
        }
    }

    @OnBothStores
    void aLabelThatIsMadeIsGivenAsJsonAndAsTheBytesOfOneDocument(TestStore store) {
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String id = hub.shipment();
            hub.queue.open(LaneSettings.here("acme"), SELLS);
            hub.awaitStatus("made");

            JsonNode label =
                    Caller.json(hub.get(id, Map.of("format", "jpeg"))).at("/shipment/parcels/0/labels_codes/label");
            assertThat(label.path("format").asText()).isEqualTo("jpg");
            assertThat(label.path("size").asText()).isEqualTo("4x6");
            assertThat(label.path("base64_encoded").asText()).startsWith("/9j/");

            HttpAnswer file = hub.get(id, Map.of(), "accept", "text/html, application/pdf;q=0.5, image/png;q=0.4");
            assertThat(new String(file.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
            assertThat(file.headers())
                    .containsEntry("Content-Type", "application/pdf")
                    .containsEntry("Content-Disposition", "attachment; filename=\"labels-" + id + ".pdf\"");
            String tag = file.headers().getOrDefault("ETag", "none");
            assertThat(hub.get(id, Map.of(), "accept", "application/pdf", "if-none-match", tag)
                            .status())
                    .isEqualTo(304);
            HttpAnswer fine = hub.get(id, Map.of("format", "zpl300"), "accept", "application/zpl");
            assertThat(new String(fine.body(), StandardCharsets.US_ASCII)).contains("^PW1200");
            assertThat(hub.get(id, Map.of("format", "png"), "accept", "application/pdf")
                            .status())
                    .isEqualTo(406);
        }
    }

    @OnBothStores
    void aLabelThatFailedSaysWhyAndIsOrderedAgainOnlyWhenItIsNotBought(TestStore store) {
        AtomicReference<CarrierAnswer> carrier = new AtomicReference<>(REFUSED);
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String id = hub.shipment();
            hub.queue.open(LaneSettings.here("acme"), (step, order) -> Objects.requireNonNull(carrier.get()));
            hub.awaitStatus("failed");
            JsonNode problem = Caller.json(hub.get(id, Map.of()));
            assertThat(problem.at("/gluey_error_classification/error_code").asText())
                    .isEqualTo("carrier_rejected");
            assertThat(hub.get(id, Map.of()).status()).isEqualTo(409);

            carrier.set(SOLD);
            assertThat(hub.order(id, Map.of("label", Map.of("format", "a"))).status())
                    .isEqualTo(422);
            assertThat(hub.order(id, Map.of("label", Map.of("format", "pdf"))).status())
                    .isEqualTo(202);

            hub.awaitStatus("made");
            assertThat(hub.get(id, Map.of()).status()).isEqualTo(200);
            assertThat(hub.order(id, Map.of("label", Map.of("format", "png"))).status())
                    .isEqualTo(202);
            assertThat(added).containsExactly(id + LabelFormat.PNG + LabelSize.FOUR_BY_SIX);

            assertThat(cancel(hub.database, id)).contains("voiding");
            carrier.set(new CarrierAnswer.Voided());
            hub.awaitStatus("cancelled");
            assertThat(hub.get(id, Map.of()).status()).isEqualTo(409);
            assertThat(hub.order(id, Map.of()).status()).isEqualTo(409);
        }
    }

    @OnBothStores
    void aLabelThatWasBoughtAndCannotBeUsedIsNotBoughtAgain(TestStore store) {
        LabelFailure unreadable = new LabelFailure(LabelFailure.GENERATION, "bought as T1, but not to be read", null);
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String id = hub.shipment();
            hub.queue.open(
                    LaneSettings.here("acme"),
                    (step, order) -> new CarrierAnswer.Unusable((CarrierAnswer.Sold) SOLD, unreadable));
            hub.awaitStatus("failed");

            HttpAnswer again = hub.order(id, Map.of());

            assertThat(again.status()).isEqualTo(409);
            assertThat(Caller.json(again)
                            .at("/gluey_error_classification/error_code")
                            .asText())
                    .isEqualTo("label_not_orderable");
            assertThat(QueuedLabels.count(hub.database, "failed")).isEqualTo(1);
        }
    }

    @OnBothStores
    void aLabelThatWasCancelledBeforeAnyCallIsOrderedAgain(TestStore store) {
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String id = hub.shipment();
            assertThat(cancel(hub.database, id)).contains("cancelled");
            assertThat(Caller.json(hub.get(id, Map.of()))
                            .at("/gluey_error_classification/error_code")
                            .asText())
                    .isEqualTo("label_cancelled");

            assertThat(hub.order(id, Map.of()).status()).isEqualTo(202);
            hub.queue.open(LaneSettings.here("acme"), SELLS);
            hub.awaitStatus("made");
        }
    }

    @OnBothStores
    void aShipmentIsAnsweredWithItsLabelsOrWithWhyThereAreNone(TestStore store) throws Exception {
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String late = hub.shipment();
            assertThat(withLabels(hub, late, Duration.ofMillis(50)).join().status())
                    .isEqualTo(202);

            CompletableFuture<HttpAnswer> answer = withLabels(hub, late, LONG);
            hub.queue.open(LaneSettings.here("acme"), SELLS);
            hub.queue.wake();
            assertThat(answer.join().status()).isEqualTo(201);
            assertThat(Caller.json(answer.join()).at("/shipment/id").asText()).isEqualTo(late);
            assertThat(withLabels(hub, late, LONG).join().status()).isEqualTo(201);
        }
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            hub.queue.open(LaneSettings.here("acme"), (step, order) -> REFUSED);
            HttpAnswer refused = withLabels(hub, hub.shipment(), LONG).join();
            assertThat(refused.status()).isEqualTo(502);
            assertThat(Caller.json(refused)
                            .at("/gluey_error_classification/http_status_code")
                            .asInt())
                    .isEqualTo(400);
            assertThat(Caller.json(refused).at("/carrier_payload/message").asText())
                    .isEqualTo("no such street");
        }
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            hub.queue.open(LaneSettings.here("acme"), (step, order) -> UNDRAWN);
            HttpAnswer undrawn = withLabels(hub, hub.shipment(), LONG).join();
            assertThat(undrawn.status()).isEqualTo(422);
            assertThat(Caller.json(undrawn)
                            .at("/gluey_error_classification/error_code")
                            .asText())
                    .isEqualTo("label_generation_error");
            assertThat(detail(undrawn)).isEqualTo("'to' does not fit");
        }
    }

    @OnBothStores
    void aRepeatedRequestIsAnsweredWithTheSameLabelsAndSaysSo(TestStore store) throws Exception {
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String made = hub.shipment();
            hub.queue.open(LaneSettings.here("acme"), SELLS);
            hub.awaitStatus("made");
            HttpAnswer again = repeated(hub, made);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.headers()).containsEntry("Idempotency-Replay", "true");
            assertThat(withLabels(hub, made, LONG).join().headers()).doesNotContainKey("Idempotency-Replay");
        }
        try (Setup hub = new Setup(store, Duration.ofDays(7))) {
            String refused = hub.shipment();
            hub.queue.open(LaneSettings.here("acme"), (step, order) -> REFUSED);
            hub.awaitStatus("failed");
            HttpAnswer again = repeated(hub, refused);
            assertThat(again.status()).isEqualTo(502);
            assertThat(again.headers()).containsEntry("Idempotency-Replay", "true");
        }
    }

    private static HttpAnswer repeated(Setup hub, String id) throws Exception {
        HttpHandler known = call -> HttpAnswer.json(202, Map.of("id", id)).with("Idempotency-Replay", "true");
        return hub.calls
                .withShipment(known, LONG)
                .handle(hub.request(Map.of(), Map.of(), new byte[0]))
                .join();
    }

    @OnBothStores
    void aLinkGivesTheLabelWithoutKeyUntilItExpires(TestStore store) {
        try (Setup hub = new Setup(store, Duration.ofDays(7));
                Setup otherNode = new Setup(store, Duration.ofDays(-1))) {
            String id = hub.shipment();
            hub.queue.open(LaneSettings.here("acme"), SELLS);
            hub.awaitStatus("made");

            URI link = otherNode.links.of(id, LabelFormat.PNG, LabelSize.FOUR_BY_SIX);
            assertThat(hub.linked(link).status()).isEqualTo(410);
            URI good = hub.links.of(id, "p-" + id, LabelFormat.PNG, LabelSize.FOUR_BY_SIX);
            assertThat(good.toString()).startsWith("http://hub/labels/");
            assertThat(otherNode.linked(good).headers()).containsEntry("Content-Type", "image/png");
            String text = good.toString();
            char last = text.charAt(text.length() - 2);
            URI forged = URI.create(
                    text.substring(0, text.length() - 2) + (last == 'A' ? 'B' : 'A') + text.charAt(text.length() - 1));
            assertThat(hub.linked(forged).status()).isEqualTo(404);
            assertThat(hub.linked(URI.create("http://hub/labels/nonsense")).status())
                    .isEqualTo(404);
        }
    }

    private static CompletableFuture<HttpAnswer> withLabels(Setup hub, String id, Duration longest) throws Exception {
        AsyncHttpHandler handler = hub.calls.withShipment(call -> HttpAnswer.json(202, Map.of("id", id)), longest);
        return handler.handle(hub.request(Map.of(), Map.of(), new byte[0]));
    }

    private static Optional<String> cancel(Database database, String id) {
        return database.write(connection ->
                LabelCancel.cancel(connection, id, true, Clock.systemUTC().millis()));
    }

    private static String detail(HttpAnswer answer) {
        return Caller.json(answer).path("detail").asText();
    }
}
