package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Login oauth2-password as Hermes wants it, and numbers that are each a field of the query. */
class PasswordLoginTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer carrier;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.createContext("/token", call -> answer(call, "{\"access_token\":\"t1\",\"expires_in\":\"3600\"}"));
        carrier.createContext("/hsi/shipmentinfo", call -> answer(call, "{\"shipmentinfo\":[]}"));
        carrier.start();
        String url = "http://127.0.0.1:" + carrier.getAddress().getPort();
        Path password = Files.writeString(folder.resolve("password"), "p&ssword");
        Path client = Files.writeString(folder.resolve("client"), "cli=ent");
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.of(
                        "carrier.hermes.poll.enabled",
                        "true",
                        "carrier.hermes.api-url",
                        url + "/hsi",
                        "carrier.hermes.token-url",
                        url + "/token",
                        "carrier.hermes.user",
                        "me@shop.example",
                        "carrier.hermes.password",
                        "file:" + password,
                        "carrier.hermes.client-id",
                        "hub",
                        "carrier.hermes.client-secret",
                        "file:" + client,
                        "carrier.hermes.poll.tick",
                        "100"));
    }

    @AfterEach
    void stop() {
        hub.close();
        carrier.stop(0);
    }

    @Test
    void logsInWithAccountAndClientAndAsksAboutManyNumbers() throws Exception {
        TrackedNumbers.follow(hub.database, "hermes", "H1");
        TrackedNumbers.follow(hub.database, "hermes", "H2");

        hub.load("routes/carriers/hermes.camel.yaml");

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        assertThat(calls)
                .containsExactly(
                        "/token null grant_type=password&username=me%40shop.example&password=p%26ssword"
                                + "&client_id=hub&client_secret=cli%3Dent",
                        "/hsi/shipmentinfo?shipmentID=H1&shipmentID=H2 Bearer t1 ");
        InboundMessage message = hub.inbound().get(0);
        assertThat(message.key()).as("of several numbers none is the key").isEqualTo(message.id());
        assertThat(SecretMask.ofProcess().mask("said p&ssword and cli=ent")).isEqualTo("said *** and ***");
    }

    private void answer(HttpExchange call, String json) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(call.getRequestURI() + " " + call.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
