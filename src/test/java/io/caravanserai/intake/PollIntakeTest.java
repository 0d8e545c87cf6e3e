package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.testkit.CarrierStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollIntakeTest {
    static final CarrierStub.Scan SCAN = new CarrierStub.Scan(
            OffsetDateTime.parse("2026-03-01T10:15:00+01:00"), "OT", "I", "On its way", "Lund", "SE");

    CarrierStub carrier;
    IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = CarrierStub.start(0);
        Path secret = Files.writeString(folder.resolve("secret"), "s3<ret");
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry("carrier.ups.poll.enabled", "true"),
                        Map.entry("carrier.ups.api-url", carrier.url() + "/api"),
                        Map.entry("carrier.ups.token-url", carrier.url() + "/security/v1/oauth/token"),
                        Map.entry("carrier.ups.client-id", "acme"),
                        Map.entry("carrier.ups.client-secret", "file:" + secret),
                        Map.entry("carrier.ups.webhook.secret", "file:" + secret),
                        Map.entry("carrier.ups.poll.tick", "100"),
                        Map.entry("carrier.dhl_express.poll.enabled", "true"),
                        Map.entry("carrier.dhl_express.api-url", carrier.url() + "/XMLShippingServlet"),
                        Map.entry("carrier.dhl_express.password", "file:" + secret),
                        Map.entry("carrier.dhl_express.poll.tick", "100"),
                        Map.entry("carrier.postnord.poll.enabled", "true"),
                        Map.entry("carrier.postnord.api-url", carrier.url()),
                        Map.entry("carrier.postnord.api-key", "file:" + secret),
                        Map.entry("carrier.postnord.poll.tick", "100")));
    }

    @AfterEach
    void stop() {
        hub.close();
        carrier.close();
    }

    @Test
    void asksAboutOpenShipmentsAndKeepsTheAnswerAsItCame() throws Exception {
        tracked("ups", "1Z1");
        tracked("ups", "1ZDONE");
        ended("ups", "1ZDONE");
        carrier.scan("1Z1", SCAN);

        hub.load("routes/carriers/ups.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        InboundMessage message = hub.inbound().get(0);
        assertThat(message.topicKey()).isEqualTo("ups:1Z1");
        assertThat(new String(message.body(), StandardCharsets.UTF_8)).contains("\"inquiryNumber\":\"1Z1\"");
        assertThat(message.source().name()).isEqualTo("127.0.0.1/api/track/v1/details/1Z1 for 1Z1");
        await().untilAsserted(() -> assertThat(nextPoll("1Z1")).isGreaterThan(System.currentTimeMillis() + 1_000_000));
        assertThat(carrier.calls()).noneMatch(call -> call.path().contains("1ZDONE"));
    }

    @Test
    void aTokenThatIsNoLongerTakenIsRenewedOnce() throws Exception {
        hub.load("routes/carriers/ups.camel.yaml");
        tracked("ups", "1Z1");
        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));

        carrier.revokeTokens();
        tracked("ups", "1Z2");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(2));
        assertThat(carrier.calls().stream().filter(call -> call.path().endsWith("/token")))
                .hasSize(2);
    }

    @Test
    void asksDhlInXmlWithManyNumbersAtOnce() throws Exception {
        tracked("dhl_express", "11");
        tracked("dhl_express", "22");

        hub.load("routes/carriers/dhl_express.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        String body = carrier.calls().get(0).body();
        assertThat(body)
                .startsWith("<?xml")
                .contains("<AWBNumber>11</AWBNumber><AWBNumber>22</AWBNumber>")
                .contains("<Password>s3&lt;ret</Password>");
        assertThat(hub.inbound().get(0).contentType()).isEqualTo("text/xml");
    }

    @Test
    void asksPostnordWithTheKeyInTheQueryAndKeepsTheKeyToItself() throws Exception {
        tracked("postnord", "00370");

        hub.load("routes/carriers/postnord.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        assertThat(carrier.calls().get(0).query()).contains("apikey=s3%3Cret");
        assertThat(new String(hub.records().get(0).value(), StandardCharsets.UTF_8))
                .doesNotContain("s3");
    }

    @Test
    void whatTheCarrierRepeatsOfOurKeyIsMaskedInDeadLetters() throws Exception {
        tracked("postnord", "00370");
        hub.load("routes/carriers/postnord.camel.yaml");
        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));

        String id = hub.deadLetters.record(DeadLetter.of(
                "harmonize", hub.inbound().get(0), "the carrier says: no rights for apikey=s3%3Cret (s3<ret)", "$"));

        assertThat(hub.deadLetters.find(id).orElseThrow().summary().reason())
                .isEqualTo("the carrier says: no rights for apikey=*** (***)");
    }

    @Test
    void anAddressThatCannotBeAskedIsRefusedWithoutTheKey() {
        PollIntake intake = new PollIntake();
        intake.setDatabase(hub.database);
        intake.getSettings().setUrl("https://carrier .example/?key={secret}");

        assertThatThrownBy(intake::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://carrier .example/?key=");
    }

    @Test
    void whenTheCarrierWantsQuietTheWholeAccountWaits() throws Exception {
        carrier.failNext(429, "2");
        tracked("postnord", "A");
        tracked("postnord", "B");

        hub.load("routes/carriers/postnord.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(2));
        // the first call was refused at once; the two answers came after the pause
        assertThat(carrier.calls()).hasSize(3);
    }

    @Test
    void aFailedCallBacksOffAndTheOthersGoOn() throws Exception {
        carrier.failNext(500, "");
        tracked("postnord", "A");
        tracked("postnord", "B");

        hub.load("routes/carriers/postnord.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        assertThat(hub.inbound().get(0).key()).isEqualTo("B");
        assertThat(nextPoll("A")).isGreaterThan(System.currentTimeMillis() + 30_000);
    }

    private long nextPoll(String number) {
        return TrackedNumbers.nextPoll(hub.database, number);
    }

    private void tracked(String carrierId, String number) {
        TrackedNumbers.follow(hub.database, carrierId, number);
    }

    private void ended(String carrierId, String number) {
        TrackedNumbers.status(hub.database, carrierId, number, "delivery/delivered", true, System.currentTimeMillis());
    }
}
