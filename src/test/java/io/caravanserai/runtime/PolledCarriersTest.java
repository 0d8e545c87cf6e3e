package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.CarrierStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped files of the carriers that are asked, through a whole hub, against their APIs. */
class PolledCarriersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static CarrierStub api;
    static TestHub hub;
    static TestCustomer customer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        api = CarrierStub.start(0);
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3&cret");
        hub = TestHub.onSharedBroker(
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry("carrier.postnord.poll.enabled", "true"),
                        Map.entry("carrier.postnord.api-url", api.url()),
                        Map.entry("carrier.postnord.api-key", secret),
                        Map.entry("carrier.postnord.poll.tick", "100"),
                        Map.entry("carrier.ups.poll.enabled", "true"),
                        Map.entry("carrier.ups.api-url", api.url() + "/api"),
                        Map.entry("carrier.ups.token-url", api.url() + "/security/v1/oauth/token"),
                        Map.entry("carrier.ups.client-id", "acme"),
                        Map.entry("carrier.ups.client-secret", secret),
                        Map.entry("carrier.ups.webhook.secret", secret),
                        Map.entry("carrier.ups.poll.tick", "100"),
                        Map.entry("carrier.dhl_express.poll.enabled", "true"),
                        Map.entry("carrier.dhl_express.api-url", api.url() + "/XMLShippingServlet"),
                        Map.entry("carrier.dhl_express.site-id", "acme"),
                        Map.entry("carrier.dhl_express.password", secret),
                        Map.entry("carrier.dhl_express.poll.tick", "100")));
        customer = TestCustomer.of(hub);
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
        api.close();
    }

    @Test
    void postnordIsAskedWithTheWholeQueryOfItsFile() throws Exception {
        api.scan("00370000000000000001", scan("DELIVERED", ""));

        customer.track("postnord", "00370000000000000001");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer.codes("00370000000000000001"))
                .hasSize(1));
        assertThat(call("/rest/shipment/v5/trackandtrace/").query())
                .isEqualTo("apikey=s3%26cret&id=00370000000000000001&locale=en");
    }

    @Test
    void upsIsAskedWithTheWholeQueryOfItsFile() throws Exception {
        api.scan("1Z0000000000000001", scan("OT", "I"));

        customer.track("ups", "1Z0000000000000001");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer.codes("1Z0000000000000001"))
                .hasSize(1));
        assertThat(call("/api/track/v1/details/1Z0000000000000001").query())
                .isEqualTo("locale=en_US&returnSignature=false");
    }

    @Test
    void dhlIsAskedInXmlAndItsAnswerArrives() throws Exception {
        api.scan("4440000001", scan("PU", ""));

        customer.track("dhl_express", "4440000001");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes("4440000001")).hasSize(1));
        assertThat(call("/XMLShippingServlet").body()).contains("<AWBNumber>4440000001</AWBNumber>");
    }

    private static CarrierStub.Scan scan(String code, String type) {
        return new CarrierStub.Scan(
                OffsetDateTime.parse("2026-03-01T10:15:00+01:00"), code, type, "Words", "Stockholm", "SE");
    }

    private static CarrierStub.Call call(String path) {
        return api.calls().stream()
                .filter(call -> call.path().startsWith(path))
                .findFirst()
                .orElseThrow();
    }
}
