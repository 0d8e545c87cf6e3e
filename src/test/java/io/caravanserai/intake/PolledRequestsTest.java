package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped files of carriers that are asked by OAuth with the secret in the form send. */
class PolledRequestsTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer carrier;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
                byte[] answer = "{\"access_token\":\"t1\",\"expires_in\":3600}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        carrier.start();
        String url = "http://127.0.0.1:" + carrier.getAddress().getPort();
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3");
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of("fedex", "usps", "canadapost")) {
            settings.put("carrier." + name + ".poll.enabled", "true");
            settings.put("carrier." + name + ".poll.tick", "100");
            settings.put("carrier." + name + ".api-url", url);
            settings.put("carrier." + name + ".token-url", url + "/token");
            settings.put("carrier." + name + ".client-id", "acme");
            settings.put("carrier." + name + ".client-secret", secret);
        }
        settings.put("carrier.fedex.webhook.secret", secret);
        hub = IntakeHarness.start(folder.resolve("data"), settings);
    }

    @AfterEach
    void stop() {
        hub.close();
        carrier.stop(0);
    }

    @Test
    void fedex() throws Exception {
        asks(
                "fedex",
                "POST /token grant_type=client_credentials&client_id=acme&client_secret=s3",
                "POST /track/v1/trackingnumbers {\"includeDetailedScans\":true,\"trackingInfo\":"
                        + "[{\"trackingNumberInfo\":{\"trackingNumber\":\"N1\"} }]}");
    }

    @Test
    void usps() throws Exception {
        asks(
                "usps",
                "POST /token grant_type=client_credentials&client_id=acme&client_secret=s3&scope=tracking",
                "POST /tracking/v3r2/tracking [{\"trackingNumber\":\"N1\"}]");
    }

    @Test
    void canadaPost() throws Exception {
        asks(
                "canadapost",
                "POST /token grant_type=client_credentials&client_id=acme&client_secret=s3&scope=merchant",
                "GET /tracking/v1/pins/N1/details ");
    }

    private void asks(String name, String... requests) throws Exception {
        TrackedNumbers.follow(hub.database, name, "N1");

        hub.load("routes/carriers/" + name + ".camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        assertThat(asked).containsExactly(requests);
    }
}
