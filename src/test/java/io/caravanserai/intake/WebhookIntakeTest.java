package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookIntakeTest {
    private static final String ROUTE =
            """
            - route:
                id: carrier-in-%1$s-webhook
                description: A carrier of this test.
                from:
                  uri: kamelet:carrier-webhook-source
                  parameters:
                    carrier: %1$s
            %2$s
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    static IntakeHarness hub;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        hub = IntakeHarness.start(
                Files.createDirectory(folder.resolve("data")),
                Map.of(
                        "hub.sandbox",
                        "true",
                        "carrier.ups.webhook.verification",
                        "header-token",
                        "carrier.ups.webhook.client-secret",
                        "file:" + secret,
                        "carrier.ups.webhook.secret",
                        "file:" + secret));
        hub.load("routes/carriers/sandbox.camel.yaml").load("routes/carriers/ups.camel.yaml");
        hub.route(route(
                "hmacone", "verification: hmac", "header: X-Signature", "secret: file:" + secret, "prefix: sha256="));
        hub.route(
                route("xmlone", "verification: bearer", "secret: file:" + secret, "format: xml", "keyPath: AWBNumber"));
        hub.route(route("unset", "verification: bearer", "secret: env:HUB_TEST_NO_SUCH_VARIABLE"));
        hub.route(route("oauthone", "verification: oauth", "user: client", "secret: file:" + secret));
        hub.route(
                """
                - route:
                    id: carrier-in-oauthone-token
                    description: Tokens of the carrier of this test.
                    from:
                      uri: kamelet:carrier-token-source
                      parameters:
                        carrier: oauthone
                        user: client
                        secret: file:%s
                      steps:
                        - log:
                            message: token issued
                            loggingLevel: DEBUG
                """
                        .formatted(secret));
    }

    private static String route(String carrier, String... parameters) {
        return ROUTE.formatted(carrier, "        " + String.join("\n        ", parameters));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void answersOnceTheRawBytesAreDurableUnderTheTrackingNumber() throws Exception {
        byte[] body = "{\"event\":{\"a\":[1,2]},\n \"trackingNumber\":\"1ZGOOD\"}".getBytes(UTF_8);

        HttpResponse<String> answer =
                hub.post("/carriers/ups/events", body, "credential", "s3cret", "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        InboundMessage message = message("ups:1ZGOOD");
        assertThat(message.body()).isEqualTo(body);
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.source().kind()).isEqualTo("webhook");
        assertThat(message.source().name()).isEqualTo(message.id());
    }

    @Test
    void nothingTheCallerSendsSteersTheMessage() throws Exception {
        byte[] body = "{\"trackingNumber\":\"1ZSTEER\"}".getBytes(UTF_8);

        HttpResponse<String> answer = hub.post(
                "/carriers/ups/events?kafka.OVERRIDE_TOPIC=stolen&CamelFileName=x",
                body,
                "credential",
                "s3cret",
                "kafka.OVERRIDE_TOPIC",
                "stolen",
                "kafka.KEY",
                "stolen",
                "kafka.PARTITION_KEY",
                "99",
                "CamelHttpResponseCode",
                "299",
                "CamelFileName",
                "stolen");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(message("ups:1ZSTEER").body()).isEqualTo(body);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("kafka"));
        assertThat(record("ups:1ZSTEER").headers()).isEmpty();
    }

    @Test
    void formFieldsSteerNothingEither() throws Exception {
        HttpResponse<String> answer = hub.post(
                "/carriers/ups/events",
                "kafka.OVERRIDE_TOPIC=stolen".getBytes(UTF_8),
                "credential",
                "s3cret",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyIsKeptAsItCameWhateverItsContentTypeSays() throws Exception {
        byte[] body = "{\"trackingNumber\":\"1ZFORM\", \"a\":\"b=c&d=%20 +\"}".getBytes(UTF_8);
        String form = "application/x-www-form-urlencoded; charset=UTF-8";

        HttpResponse<String> answer =
                hub.post("/carriers/ups/events", body, "credential", "s3cret", "Content-Type", form);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(message("ups:1ZFORM").body()).isEqualTo(body);
        assertThat(message("ups:1ZFORM").contentType()).isEqualTo(form);
    }

    @Test
    void pagesOfOtherOriginsGetNoPermission() throws Exception {
        HttpResponse<String> answer = hub.post(
                "/carriers/ups/events",
                "{\"trackingNumber\":\"1ZORIGIN\"}".getBytes(UTF_8),
                "credential",
                "s3cret",
                "Origin",
                "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void wrongMissingAndEmptyTokensAreRefusedAndLeaveNoTrace() throws Exception {
        int before = hub.dead().size();
        byte[] body = "{\"trackingNumber\":\"1ZFORGED\"}".getBytes(UTF_8);

        assertThat(hub.post("/carriers/ups/events", body, "credential", "wrong").statusCode())
                .isEqualTo(401);
        assertThat(hub.post("/carriers/ups/events", body, "credential", "").statusCode())
                .isEqualTo(401);
        HttpResponse<String> missing = hub.post("/carriers/ups/events", body);

        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.body()).startsWith("{\"detail\":\"");
        assertThat(hub.dead()).hasSize(before);
        assertThat(hub.records()).noneMatch(record -> record.key().equals("ups:1ZFORGED"));
    }

    @Test
    void hmacIsCheckedOverTheRawBody() throws Exception {
        byte[] body = "{\"n\":1}".getBytes(UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));

        assertThat(hub.post("/carriers/hmacone/events", body, "X-Signature", signature)
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.post("/carriers/hmacone/events", "{\"n\":2}".getBytes(UTF_8), "X-Signature", signature)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void malformedBodyIsRefusedWithItsPlaceAndKept() throws Exception {
        byte[] body = "{\"trackingNumber\":\"1ZBAD\",\n \"x\": }".getBytes(UTF_8);

        HttpResponse<String> answer = hub.post("/carriers/ups/events", body, "credential", "s3cret");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line 2, column 7");
        var letter = hub.dead().stream()
                .filter(one -> one.place().equals("line 2, column 7"))
                .findFirst()
                .orElseThrow();
        assertThat(hub.deadLetters.find(letter.id()).orElseThrow().content()).isEqualTo(body);
    }

    @Test
    void emptyBodyIsRefused() throws Exception {
        assertThat(hub.post("/carriers/ups/events", new byte[0], "credential", "s3cret")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void xmlIsKeyedByElementAndEntitiesAreRefused() throws Exception {
        byte[] good = "<a><AWBNumber> 77 </AWBNumber></a>".getBytes(UTF_8);
        byte[] evil = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>".getBytes(UTF_8);

        assertThat(hub.post("/carriers/xmlone/events", good, "Authorization", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = hub.post("/carriers/xmlone/events", evil, "Authorization", "Bearer s3cret");

        assertThat(message("xmlone:77").body()).isEqualTo(good);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("DTD").contains("line 1");
    }

    @Test
    void aMissingSecretRefusesInsteadOfBelieving() throws Exception {
        HttpResponse<String> answer =
                hub.post("/carriers/unset/events", "{}".getBytes(UTF_8), "Authorization", "Bearer ");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(hub.closedWebhooks.list()).containsOnly(entry("unset", "env:HUB_TEST_NO_SUCH_VARIABLE"));
    }

    @Test
    void aSecretThatComesLaterOpensTheWebhook(@TempDir Path folder) throws Exception {
        ClosedWebhooks closed = new ClosedWebhooks();
        Path secret = folder.resolve("late");
        WebhookIntake intake = new WebhookIntake();
        intake.getVerification().setCarrier("late");
        intake.getVerification().setScheme("bearer");
        intake.getVerification().setSecret("file:" + secret);
        intake.setDatabase(hub.database);
        intake.setDeadLetters(hub.deadLetters);
        intake.setClosed(closed);
        intake.start();
        assertThat(closed.list()).containsOnly(entry("late", "file:" + secret));

        Files.writeString(secret, "s3cret");
        intake.start();

        assertThat(closed.list()).isEmpty();
    }

    @Test
    void repeatedBodiesAreAccepted() throws Exception {
        byte[] body = "{\"tracking_number\":\"SBX1\"}".getBytes(UTF_8);

        hub.post("/carriers/sandbox/events", body);
        HttpResponse<String> again = hub.post("/carriers/sandbox/events", body);

        assertThat(again.statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(hub.records())
                .filteredOn(record -> record.key().equals("sandbox:SBX1"))
                .hasSize(2));
    }

    @Test
    void aCarrierMayFetchATokenFirst() throws Exception {
        HttpResponse<String> issued = hub.post(
                "/carriers/oauthone/oauth/token",
                "grant_type=client_credentials&client_id=client&client_secret=s3cret".getBytes(UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
        String token = io.caravanserai.event.Json.parse(issued.body().getBytes(UTF_8))
                .get("access_token")
                .asText();

        HttpResponse<String> answer =
                hub.post("/carriers/oauthone/events", "{}".getBytes(UTF_8), "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(hub.post("/carriers/oauthone/events", "{}".getBytes(UTF_8), "Authorization", "Bearer 1" + token)
                        .statusCode())
                .isEqualTo(401);
    }

    private static InboundMessage message(String key) {
        return io.caravanserai.event.Json.read(record(key).value(), InboundMessage.class);
    }

    private static ConsumerRecord<String, byte[]> record(String key) {
        return await().until(
                        () -> hub.records().stream()
                                .filter(record -> record.key().equals(key))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
