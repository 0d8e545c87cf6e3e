package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Sql;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carriers whose push wants more than a 2xx: Bring an enquiry, DPD a receipt, DHL the confirmation of a subscription. */
class CarrierPushTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer carrier;
    private Map<String, String> settings;
    private volatile int status = 200;
    private Path data;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + headers.getFirst("X-Mybring-API-Uid") + headers.getFirst("X-Mybring-API-Key") + " "
                        + headers.getFirst("DHL-API-Key") + headers.getFirst("DHL-API-Hook-Secret"));
                byte[] answer = "{}".getBytes(UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        carrier.start();
        String url = "http://127.0.0.1:" + carrier.getAddress().getPort();
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3cret");
        settings = new HashMap<>(Map.of(
                "carrier.bring.webhook.secret", secret,
                "carrier.bring.api-url", url,
                "carrier.bring.api-uid", "me",
                "carrier.bring.api-key", secret,
                "carrier.bring.poll.tick", "100",
                "carrier.dpd.webhook.secret", secret,
                "carrier.dhl_universal.webhook.secret", secret,
                "carrier.dhl_universal.push-url", url + "/push",
                "carrier.dhl_universal.push-api-key", "file:" + folder.resolve("key")));
        Files.writeString(folder.resolve("key"), "a-key");
        data = folder;
    }

    @AfterEach
    void stop() {
        carrier.stop(0);
    }

    @Test
    void anEventOfBringHasItsNumberAskedForAtOnce() throws Exception {
        settings.put("carrier.bring.poll.enabled", "true");
        try (IntakeHarness hub = hub("bring")) {
            TrackedNumbers.follow(hub.database, "bring", "MINE");
            await("its answer is durable").atMost(PATIENCE).until(() -> due(hub, "MINE") > System.currentTimeMillis());
            assertThat(asked).containsExactly("GET /tracking.json?q=MINE mes3cret nullnull");

            assertThat(bring(hub, "{\"status\":\"IN_TRANSIT\",\"package\":\"MINE\"}"))
                    .isEqualTo(200);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(asked).hasSize(2));
            assertThat(asked.get(1)).startsWith("GET /tracking.json?q=MINE ");
        }
    }

    @Test
    void theNumbersOfAnEventAreInTheStoreBeforeTheAnswerAndStrangersAreNot() throws Exception {
        try (IntakeHarness hub = hub("bring")) {
            TrackedNumbers.follow(hub.database, "bring", "SHIPMENT");

            assertThat(bring(hub, "{\"status\":\"X\",\"package\":\"STRANGER\",\"shipment\":\"SHIPMENT\"}"))
                    .isEqualTo(200);

            assertThat(due(hub, "SHIPMENT")).isBetween(1L, System.currentTimeMillis());
            assertThat(due(hub, "STRANGER")).isEqualTo(-1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.inbound())
                    .extracting(InboundMessage::key)
                    .containsExactly("STRANGER"));
        }
    }

    @Test
    void anEventIsNotTakenWhenTheStoreIsNotThere() throws Exception {
        try (IntakeHarness hub = hub("bring")) {
            hub.database.close();

            assertThat(bring(hub, "{\"status\":\"X\",\"package\":\"P\"}")).isEqualTo(503);
        }
    }

    @Test
    void dpdGetsItsReceiptAndTheQueryIsKeptWithoutTheToken() throws Exception {
        try (IntakeHarness hub = hub("dpd")) {
            String query = "pushid=4%3C7&pnr=0999%20%26&ref=&receiver=M%FCller+x";

            RawHttp.Answer answer = dpd(hub, query.replace("&pnr", "&token=s3cret&pnr"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text())
                    .endsWith("<push><pushid>4&lt;7</pushid><status>OK</status></push>")
                    .containsIgnoringCase("content-type: text/xml");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
            InboundMessage message = hub.inbound().get(0);
            assertThat(new String(message.body(), UTF_8)).isEqualTo(query);
            assertThat(message.key()).isEqualTo("0999 &");
            assertThat(message.contentType()).isEqualTo("application/x-www-form-urlencoded");
        }
    }

    @Test
    void dpdIsRefusedWithoutTokenAndWhatHasNoPushIdIsKept() throws Exception {
        try (IntakeHarness hub = hub("dpd")) {
            assertThat(dpd(hub, "pushid=1&pnr=2").status()).isEqualTo(401);
            assertThat(dpd(hub, "pushid=1&pnr=2&token=S3cret").status()).isEqualTo(401);
            assertThat(hub.dead()).isEmpty();

            RawHttp.Answer answer = dpd(hub, "pnr=2&token=s3cret");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("query(pushid)");
            assertThat(hub.dead()).hasSize(1);
            assertThat(hub.deadLetters
                            .find(hub.dead().get(0).id())
                            .orElseThrow()
                            .content())
                    .isEqualTo("pnr=2".getBytes(UTF_8));
        }
    }

    @Test
    void aNewSubscriptionAtDhlIsConfirmedWithItsSecret() throws Exception {
        try (IntakeHarness hub = hub("dhl_universal")) {
            assertThat(dhl(hub, validate("made-up"))).isEqualTo(200);

            assertThat(asked).containsExactly("POST /push/subscription/id-1 nullnull a-keymade-up");
            assertThat(dhl(hub, "{\"scope\":\"subscription.push\",\"shipments\":[{\"id\":\"AFTER\"}]}"))
                    .isEqualTo(200);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.inbound())
                    .extracting(InboundMessage::key)
                    .containsExactly("AFTER"));
            assertThat(hub.dead()).isEmpty();
        }
    }

    @Test
    void aSubscriptionThatCannotBeConfirmedIsADeadLetterAndTriedAgain() throws Exception {
        try (IntakeHarness hub = hub("dhl_universal")) {
            status = 403;
            assertThat(dhl(hub, validate("first"))).isEqualTo(503);
            assertThat(hub.dead()).singleElement().satisfies(letter -> assertThat(letter.reason())
                    .contains("HTTP 403"));

            Files.delete(data.resolve("key"));
            assertThat(dhl(hub, validate("second"))).isEqualTo(503);

            assertThat(asked).hasSize(1);
            assertThat(hub.dead())
                    .anySatisfy(letter -> assertThat(letter.reason()).contains("secret file " + data.resolve("key")));
            assertThat(dhl(hub, "{\"scope\":\"subscription.validate\"}")).isEqualTo(503);
        }
    }

    private static String validate(String secret) {
        return "{\"scope\":\"subscription.validate\",\"self\":\"https://dhl.example/subscription/id-1\",\"secret\":\""
                + secret + "\"}";
    }

    private IntakeHarness hub(String name) throws Exception {
        return IntakeHarness.start(data.resolve("data"), settings).load("routes/carriers/" + name + ".camel.yaml");
    }

    private static int bring(IntakeHarness hub, String event) throws Exception {
        return hub.post("/carriers/bring/events", event.getBytes(UTF_8), "x-caravanserai-token", "s3cret")
                .statusCode();
    }

    private static int dhl(IntakeHarness hub, String message) throws Exception {
        return hub.post("/carriers/dhl_universal/events", message.getBytes(UTF_8), "x-caravanserai-token", "s3cret")
                .statusCode();
    }

    private static RawHttp.Answer dpd(IntakeHarness hub, String query) throws Exception {
        return RawHttp.send(hub.port, "GET", "/carriers/dpd/events?" + query, List.of(), new byte[0]);
    }

    /** When the number is asked for next, or -1 when the poll does not know it. */
    private static long due(IntakeHarness hub, String number) {
        return hub.database.read(connection -> Sql.list(
                        connection,
                        "SELECT next_poll_at FROM poll_target WHERE carrier_id = 'bring' AND tracking_number = ?",
                        row -> row.getLong(1),
                        number)
                .stream()
                .findFirst()
                .orElse(-1L));
    }
}
