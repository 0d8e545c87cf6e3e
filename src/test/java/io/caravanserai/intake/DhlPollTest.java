package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
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

/** What the routes of the DHL carriers ask: their addresses hold characters that mean something in a route. */
class DhlPollTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer dhl;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        dhl = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dhl.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getRawPath() + "?"
                    + exchange.getRequestURI().getRawQuery()
                    + " key=" + exchange.getRequestHeaders().getFirst("DHL-API-Key")
                    + " auth=" + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        dhl.start();
        String url = "http://127.0.0.1:" + dhl.getAddress().getPort();
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3cret");
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry("carrier.mydhl.poll.enabled", "true"),
                        Map.entry("carrier.mydhl.api-url", url),
                        Map.entry("carrier.mydhl.user", "acme"),
                        Map.entry("carrier.mydhl.password", secret),
                        Map.entry("carrier.mydhl.poll.tick", "100"),
                        Map.entry("carrier.dhl_parcel_de.poll.enabled", "true"),
                        Map.entry("carrier.dhl_parcel_de.api-url", url),
                        Map.entry("carrier.dhl_parcel_de.api-key", "acme"),
                        Map.entry("carrier.dhl_parcel_de.api-secret", secret),
                        Map.entry("carrier.dhl_parcel_de.poll.tick", "100"),
                        Map.entry("carrier.dhl_universal.poll.enabled", "true"),
                        Map.entry("carrier.dhl_universal.api-url", url),
                        Map.entry("carrier.dhl_universal.api-key", secret),
                        Map.entry("carrier.dhl_universal.poll.tick", "100")));
    }

    @AfterEach
    void stop() {
        hub.close();
        dhl.stop(0);
    }

    @Test
    void mydhlIsAskedAboutManyWaybillsByRepeatedParameters() throws Exception {
        assertThat(question("mydhl", "11", "22"))
                .isEqualTo("/tracking?shipmentTrackingNumber=11&shipmentTrackingNumber=22"
                        + "&trackingView=all-checkpoints&levelOfDetail=shipment key=null auth=Basic YWNtZTpzM2NyZXQ=");
    }

    @Test
    void parcelDeIsAskedInXmlInsideTheAddress() throws Exception {
        assertThat(question("dhl_parcel_de", "0034"))
                .isEqualTo("/shipments?xml=%3Cdata%20request%3D%22get-status-for-public-user%22%20language-code%3D%22en"
                        + "%22%3E%3Cdata%20piece-code%3D%220034%22%2F%3E%3C%2Fdata%3E"
                        + " key=acme auth=Basic YWNtZTpzM2NyZXQ=");
    }

    @Test
    void parcelDeIsAskedAsBusinessCustomerWithItsOwnLoginInTheXml(@TempDir Path folder) throws Exception {
        hub.close();
        String secret = "file:" + Files.writeString(folder.resolve("secret"), "s3cret");
        hub = IntakeHarness.start(
                folder.resolve("data"),
                Map.of(
                        "carrier.dhl_parcel_de.business.enabled", "true",
                        "carrier.dhl_parcel_de.api-url",
                                "http://127.0.0.1:" + dhl.getAddress().getPort(),
                        "carrier.dhl_parcel_de.api-key", "acme",
                        "carrier.dhl_parcel_de.api-secret", secret,
                        "carrier.dhl_parcel_de.business.user", "zt1",
                        "carrier.dhl_parcel_de.business.password",
                                "file:" + Files.writeString(folder.resolve("password"), "p\"w"),
                        "carrier.dhl_parcel_de.poll.tick", "100"));

        assertThat(question("dhl_parcel_de", "0034"))
                .isEqualTo(
                        "/shipments?xml=%3Cdata%20appname%3D%22zt1%22%20password%3D%22p%26quot%3Bw%22%20request%3D%22"
                                + "d-get-piece-detail%22%20language-code%3D%22en%22%20piece-code%3D%220034%22%2F%3E"
                                + " key=acme auth=Basic YWNtZTpzM2NyZXQ=");
    }

    @Test
    void unifiedTrackingIsAskedInEnglishWithTheKeyInItsHeader() throws Exception {
        assertThat(question("dhl_universal", "7777"))
                .isEqualTo("/shipments?trackingNumber=7777&language=en key=s3cret auth=null");
    }

    private String question(String carrier, String... numbers) throws Exception {
        for (String number : numbers) {
            TrackedNumbers.follow(hub.database, carrier, number);
        }
        hub.load("routes/carriers/" + carrier + ".camel.yaml");
        await().untilAsserted(() -> assertThat(asked).isNotEmpty());
        return asked.get(0);
    }
}
