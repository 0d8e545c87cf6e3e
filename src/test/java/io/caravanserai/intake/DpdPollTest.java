package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped route of DPD: a login by SOAP, whose token stands in the header of every question. */
class DpdPollTest {
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private HttpServer dpd;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        dpd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dpd.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean login = exchange.getRequestURI().getPath().equals("/login");
                (login ? logins : questions).add(exchange.getRequestHeaders().getFirst("SOAPAction") + " " + body);
                String answer = login
                        ? "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><getAuthResponse>"
                                + "<return><delisId>acme</delisId><authToken>t&lt;1</authToken></return>"
                                + "</getAuthResponse></s:Body></s:Envelope>"
                        : "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>";
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/xml");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        dpd.start();
        String url = "http://127.0.0.1:" + dpd.getAddress().getPort();
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.of(
                        "carrier.dpd.poll.enabled", "true",
                        "carrier.dpd.api-url", url + "/tracking",
                        "carrier.dpd.login-url", url + "/login",
                        "carrier.dpd.delis-id", "acme",
                        "carrier.dpd.password", "file:" + Files.writeString(folder.resolve("secret"), "p&w"),
                        "carrier.dpd.rate", "50/s",
                        "carrier.dpd.poll.tick", "100"));
    }

    @AfterEach
    void stop() {
        hub.close();
        dpd.stop(0);
    }

    @Test
    void logsInOnceAndShowsTheTokenInEveryQuestion() throws Exception {
        TrackedNumbers.follow(hub.database, "dpd", "01");
        TrackedNumbers.follow(hub.database, "dpd", "02");

        hub.load("routes/carriers/dpd.camel.yaml");

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(hub.inbound()).hasSize(2));
        assertThat(logins)
                .singleElement()
                .asString()
                .startsWith("http://dpd.com/common/service/LoginService/2.0/getAuth <soapenv:Envelope")
                .contains("<delisId>acme</delisId><password>p&amp;w</password>");
        assertThat(questions).allSatisfy(question -> assertThat(question)
                .contains("<delisId>acme</delisId><authToken>t&lt;1</authToken>")
                .doesNotContain("p&amp;w"));
        assertThat(questions.get(0)).contains("<parcelLabelNumber>01</parcelLabelNumber>");
    }
}
