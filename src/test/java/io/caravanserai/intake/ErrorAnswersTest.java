package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.CarrierStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes of carriers whose SOAP services say everything that is not good news with HTTP 500. */
class ErrorAnswersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DPD = "/dpd/tracking";
    private static final String COLISSIMO = "/colissimo";
    private static final String LOGIN =
            soap("<getAuthResponse><return><authToken>t1</authToken></return></getAuthResponse>");

    private CarrierStub carrier;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = CarrierStub.start(0).answer("/dpd/login", 200, "text/xml", LOGIN);
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3<ret");
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry("carrier.dpd.poll.enabled", "true"),
                        Map.entry("carrier.dpd.api-url", carrier.url() + DPD),
                        Map.entry("carrier.dpd.login-url", carrier.url() + "/dpd/login"),
                        Map.entry("carrier.dpd.password", secret),
                        Map.entry("carrier.dpd.webhook.secret", secret),
                        Map.entry("carrier.dpd.rate", "50/s"),
                        Map.entry("carrier.dpd.poll.tick", "100"),
                        Map.entry("carrier.laposte.colissimo.enabled", "true"),
                        Map.entry("carrier.laposte.colissimo.url", carrier.url() + COLISSIMO),
                        Map.entry("carrier.laposte.colissimo.password", secret),
                        Map.entry("carrier.laposte.colissimo.rate", "50/s"),
                        Map.entry("carrier.laposte.colissimo.poll.tick", "100")));
    }

    @AfterEach
    void stop() {
        hub.close();
        carrier.close();
    }

    @Test
    void anErrorInWhichTheMappingFindsAnAnswerIsOne() throws Exception {
        String unknown = soap("<ns2:trackResponse xmlns:ns2=\"http://chargeur.tracking.geopost.com/\"><return>"
                + "<errorCode>105</errorCode><errorMessage>Nothing known</errorMessage></return></ns2:trackResponse>");
        carrier.answer(COLISSIMO, 500, "text/xml;charset=UTF-8", unknown);
        TrackedNumbers.follow(hub.database, "laposte", "6A0");

        hub.load("routes/carriers/laposte.camel.yaml");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        InboundMessage message = hub.inbound().get(0);
        assertThat(message.key()).isEqualTo("6A0");
        assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo(unknown);
        await("asked for again like a number without news").atMost(PATIENCE).until(() -> due("6A0") > inMinutes(100));
    }

    @Test
    void anErrorInWhichItFindsTroubleIsAFailedCall() throws Exception {
        carrier.answer(
                COLISSIMO,
                500,
                "text/xml",
                soap("<soap:Fault><faultcode>soap:Server</faultcode>"
                        + "<faultstring>Try again</faultstring></soap:Fault>"));
        TrackedNumbers.follow(hub.database, "laposte", "6A1");

        hub.load("routes/carriers/laposte.camel.yaml");

        await().atMost(PATIENCE).until(() -> due("6A1") > System.currentTimeMillis() + 30_000);
        assertThat(due("6A1")).as("a minute, not an interval").isLessThan(inMinutes(2));
        assertThat(hub.inbound()).isEmpty();
        assertThat(hub.dead()).isEmpty();
    }

    @Test
    void anErrorThatNoDocumentReadsIsAFailedCall() throws Exception {
        carrier.answer(COLISSIMO, 500, "text/xml", "<oops/>");
        TrackedNumbers.follow(hub.database, "laposte", "6A2");

        hub.load("routes/carriers/laposte.camel.yaml");

        await().atMost(PATIENCE).until(() -> due("6A2") > System.currentTimeMillis() + 30_000);
        assertThat(due("6A2")).isLessThan(inMinutes(2));
        assertThat(hub.inbound()).isEmpty();
    }

    @Test
    void aLoginThatIsRefusedByAFaultMakesTheAccountWait() throws Exception {
        carrier.answer(
                DPD,
                500,
                "text/xml",
                soap(
                        "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>No"
                                + "</faultstring><detail><a:authenticationFault xmlns:a=\"urn:a\"><errorCode>SAMPLE_LOGIN</errorCode>"
                                + "<errorMessage>Not with this token</errorMessage></a:authenticationFault></detail></soap:Fault>"));
        List<String> numbers = List.of("01", "02", "03", "04");
        numbers.forEach(number -> TrackedNumbers.follow(hub.database, "dpd", number));

        hub.load("routes/carriers/dpd.camel.yaml");

        await().atMost(PATIENCE).until(() -> asked(DPD) > 0 && claimedUntil() == 0);
        assertThat(asked(DPD)).as("one call, and one that was under way").isLessThanOrEqualTo(2);
        assertThat(numbers).as("due as before").allMatch(number -> due(number) <= System.currentTimeMillis());
        assertThat(hub.inbound()).isEmpty();
    }

    private static String soap(String body) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + body
                + "</soap:Body></soap:Envelope>";
    }

    private long due(String number) {
        return TrackedNumbers.nextPoll(hub.database, number);
    }

    private long claimedUntil() {
        return hub.database.read(connection -> Sql.number(connection, "SELECT SUM(claimed_until) FROM poll_target"));
    }

    private static long inMinutes(int minutes) {
        return System.currentTimeMillis() + Duration.ofMinutes(minutes).toMillis();
    }

    private long asked(String path) {
        return carrier.calls().stream().filter(call -> call.path().equals(path)).count();
    }
}
