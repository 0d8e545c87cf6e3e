package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.CarrierStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipment through a whole hub: its pace follows what is known of it, by push and by poll, and ends with it. */
class PollingPaceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "1Z0000000000000007";

    @Test
    void denseOnTheRoadSparseBeforeAndNothingAfterTheEnd(@TempDir Path folder) throws Exception {
        String secret = Files.writeString(folder.resolve("secret"), "s3cret").toString();
        try (CarrierStub api = CarrierStub.start(0);
                TestHub hub = TestHub.onSharedBroker(
                        folder.resolve("data"),
                        Map.ofEntries(
                                Map.entry(
                                        "hub.routes.dir",
                                        routes(folder.resolve("routes")).toString()),
                                Map.entry("carrier.ups.poll.enabled", "true"),
                                Map.entry("carrier.ups.api-url", api.url() + "/api"),
                                Map.entry("carrier.ups.token-url", api.url() + "/security/v1/oauth/token"),
                                Map.entry("carrier.ups.client-id", "acme"),
                                Map.entry("carrier.ups.client-secret", "file:" + secret),
                                Map.entry("carrier.ups.webhook.secret", "file:" + secret),
                                Map.entry("carrier.ups.webhook.client-secret", "file:" + secret),
                                Map.entry("carrier.ups.webhook.verification", "header-token"),
                                Map.entry("carrier.ups.poll.interval", "1h"),
                                Map.entry("carrier.ups.poll.tick", "100")));
                TestCustomer customer = TestCustomer.of(hub)) {
            api.scan(NUMBER, scan("09:00", "AR", "I"));
            customer.track("ups", NUMBER);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.codes(NUMBER)).hasSize(1));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(ups(hub).at("/polling/due").asInt()).isZero());
            long sparse = calls(api);

            assertThat(pushOutForDelivery(hub)).isEqualTo(200);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(calls(api)).isGreaterThan(sparse + 3));

            api.scan(NUMBER, scan("15:00", "FS", "D"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            ups(hub).at("/polling/stopped/ended").asInt())
                    .isEqualTo(1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.codes(NUMBER)).endsWith("delivery/delivered"));
            long ended = calls(api);
            customer.track("ups", "1Z0000000000000008");
            await().atMost(PATIENCE).until(() -> api.calls().stream()
                    .anyMatch(call -> call.path().endsWith("0008")));
            assertThat(calls(api)).as("nothing after the end").isEqualTo(ended);
            JsonNode account = ups(hub).at("/accounts/0");
            assertThat(account.path("account").asText()).isEqualTo("default");
            assertThat(account.at("/limits/0/limit").asText()).isEqualTo("50/s");
            assertThat(account.path("paused_until_utc").isNull()).isTrue();
        }
    }

    /** The shipped routes, with a pace in tenths of seconds on the road. */
    private static Path routes(Path to) throws IOException {
        Path from = Path.of("routes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        Path ups = to.resolve("carriers/ups.camel.yaml");
        String rate = "rate: \"{{carrier.ups.rate:5/s}}\"\n";
        String shipped = Files.readString(ups);
        assertThat(shipped).contains(rate);
        Files.writeString(
                ups,
                shipped.replace(rate, "rate: 50/s\n        intervals: unknown=1h, delivery/out_for_delivery=100ms\n"));
        return to;
    }

    private static CarrierStub.Scan scan(String time, String code, String type) {
        return new CarrierStub.Scan(
                OffsetDateTime.parse("2026-03-02T" + time + ":00+01:00"), code, type, "Words", "Stockholm", "SE");
    }

    private static int pushOutForDelivery(TestHub hub) throws Exception {
        String body =
                """
                {"trackingNumber": "%s", "localActivityDate": "20260302", "localActivityTime": "100000",
                "activityLocation": {"city": "Stockholm", "country": "SE"},
                "activityStatus": {"type": "O", "code": "OT", "description": "On the vehicle"},
                "gmtActivityDate": "20260302", "gmtActivityTime": "090000"}"""
                        .formatted(NUMBER);
        return hub.post(
                        "/carriers/ups/events",
                        body.getBytes(StandardCharsets.UTF_8),
                        "credential",
                        "s3cret",
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private static long calls(CarrierStub api) {
        return api.calls().stream().filter(call -> call.path().endsWith(NUMBER)).count();
    }

    private static JsonNode ups(TestHub hub) throws IOException, InterruptedException {
        JsonNode all = Json.parse(
                hub.manage("GET", "/admin/carriers", new byte[0]).body().getBytes(StandardCharsets.UTF_8));
        for (JsonNode carrier : all.path("carriers")) {
            if (carrier.path("carrier_id").asText().equals("ups")) {
                return carrier;
            }
        }
        throw new AssertionError("no carrier ups in " + all);
    }
}
