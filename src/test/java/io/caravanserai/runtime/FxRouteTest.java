package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.fx.EcbSamples;
import io.caravanserai.testkit.CarrierStub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank's file is fetched by schedule; whatever else comes leaves the rates that the hub has. */
class FxRouteTest {
    private static final String PATH = "/stats/eurofxref/eurofxref-daily.xml";

    @Test
    void takesGoodFilesAndSaysWhatIsWrongWithOthers(@TempDir Path data) throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Brussels"));
        String good = EcbSamples.of(today);
        try (CarrierStub bank = CarrierStub.start(0).answer(PATH, 503, "text/plain", "closed");
                TestHub hub = TestHub.onSharedBroker(
                        data,
                        Map.of(
                                "hub.fx.fetch",
                                "true",
                                "hub.fx.url",
                                bank.url() + PATH,
                                "hub.fx.schedule",
                                "* * * * * ?"))) {
            awaitFailure(hub, "503");
            assertThat(rates(hub).path("date").asText()).isEqualTo("2024-04-19");

            bank.answer(PATH, 200, "text/xml", good);
            await().untilAsserted(
                            () -> assertThat(rates(hub).path("date").asText()).isEqualTo(today.toString()));
            assertThat(rates(hub).path("last_failure").isNull()).isTrue();

            bank.answer(PATH, 200, "text/xml", good.substring(0, good.length() / 2));
            awaitFailure(hub, "not readable as XML");
            bank.answer(PATH, 200, "text/xml", EcbSamples.of(today.minusDays(3)));
            awaitFailure(hub, "older than those of " + today);
            bank.answer(PATH, 200, "text/html", "<html>Down for maintenance</html>");
            awaitFailure(hub, "a day with its rates is missing");
            bank.answer(PATH, 302, "text/html", "elsewhere");
            awaitFailure(hub, "302");

            assertThat(rates(hub).path("date").asText()).isEqualTo(today.toString());
            assertThat(rates(hub).path("stale").asBoolean()).isFalse();
        }
    }

    private static void awaitFailure(TestHub hub, String reason) {
        await().untilAsserted(() ->
                assertThat(rates(hub).path("last_failure").asText()).contains(reason));
    }

    private static JsonNode rates(TestHub hub) throws IOException, InterruptedException {
        return TestHub.json(hub.manage("GET", "/admin/stats", new byte[0])).path("exchange_rates");
    }
}
