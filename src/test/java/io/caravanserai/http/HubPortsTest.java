package io.caravanserai.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.runtime.TestCustomer;
import io.caravanserai.runtime.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ports of a whole hub: who gets in, what is refused, and that nothing sent in steers what goes on inside. */
class HubPortsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;
    private static final byte[] NOTHING = new byte[0];
    private static final String EVENTS = "/carriers/sandbox/events";

    static TestHub hub;
    static TestCustomer customer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        hub = TestHub.onSharedBroker(folder, Map.of("hub.http.max-body", "1MiB"));
        customer = TestCustomer.of(hub);
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"GET,/nowhere", "GET,/shipments/none", "POST,/carriers/sandbox/events", "POST,/track", "GET,/t/none"})
    void whatIsAnsweredIsTakenForNothingElse(String method, String path) throws Exception {
        HttpResponse<String> answer = hub.call(method, path, NOTHING);

        assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void healthIsToldToAnyoneOnTheManagementPort(String path) throws Exception {
        HttpResponse<String> answer = hub.manageWith("GET", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"");
    }

    @Test
    void metricsCountWhatRoutesDo() throws Exception {
        hub.sandboxEvent("METRIC", "collection/collected");

        HttpResponse<String> answer = hub.manageWith("GET", "/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).containsPattern("camel_exchanges_succeeded_total\\{[^}]*carrier-in-sandbox-webhook");
    }

    @Test
    void theManagementPortListensOnLoopbackOnly() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        // a machine without a network has no other address; 127.0.0.2 is loopback, and yet not the one that is bound
        InetAddress other = outside.orElse(InetAddress.getByName("127.0.0.2"));

        try (Socket socket = new Socket()) {
            assertThat(reached(socket, other)).isFalse();
        }
    }

    private static boolean reached(Socket socket, InetAddress address) {
        try {
            socket.connect(new InetSocketAddress(address, hub.hub().managementPort()), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin",
        "GET, /admin/",
        "GET, //admin/stats",
        "GET, /admin/dead-letters",
        "GET, /health/../admin/stats",
        "POST, /admin/accounts",
        "GET, /admin/nothing-here"
    })
    void adminWantsTheToken(String method, String path) throws Exception {
        HttpResponse<String> without = hub.manageWith(method, path);
        HttpResponse<String> wrong = hub.manageWith(method, path, "Authorization", "Bearer " + "x".repeat(43));
        HttpResponse<String> basic = hub.manageWith(
                method, path, "Authorization", "Basic " + hub.hub().adminToken());

        assertThat(List.of(without, wrong, basic))
                .extracting(HttpResponse::statusCode)
                .containsOnly(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(without.body()).doesNotContain(hub.hub().adminToken());
    }

    @Test
    void adminIsNotOnThePublicPort() throws Exception {
        for (String path : List.of("/admin/stats", "/metrics", "/health/ready", "/q/dev", "/observe/health")) {
            assertThat(hub.call(
                                    "GET",
                                    path,
                                    NOTHING,
                                    "Authorization",
                                    "Bearer " + hub.hub().adminToken())
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404,",
        "POST, /carriers, 404,",
        "POST, /shipments/1/2/3, 404,",
        "PUT, /shipments/1, 405, 'DELETE, GET'",
        "GET, /carriers/sandbox/events, 405, POST",
        "DELETE, /track, 405, 'OPTIONS, POST'",
        "GET, /trackers, 405, POST"
    })
    void anUnknownPathIs404AndAnotherMethod405(String method, String path, int status, @Nullable String allowed)
            throws Exception {
        HttpResponse<String> answer = hub.call(method, path, NOTHING);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"detail\":");
        assertThat(answer.headers().firstValue("Allow").orElse(null)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/nothing, 404,",
        "GET, /nothing, 404,",
        "DELETE, /health/live, 405, GET",
        "PUT, /admin/dead-letters/x, 405, 'DELETE, GET'"
    })
    void theManagementPortSaysSoToo(String method, String path, int status, @Nullable String allowed) throws Exception {
        HttpResponse<String> answer = hub.manage(method, path, NOTHING);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"detail\":");
        assertThat(answer.headers().firstValue("Allow").orElse(null)).isEqualTo(allowed);
    }

    @Test
    void aCustomerWhoWantsAnotherFormatIsTold() throws Exception {
        HttpResponse<String> answer = hub.call(
                "GET", "/shipments/x/track", NOTHING, "x-key", customer.key(), "x-version", "v1", "Accept", "text/csv");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
    }

    static Stream<String> unreadable() {
        return Stream.of("{\"ids\": [", "[".repeat(100_000), "{\"ids\": [\"\u00f6\"]}", "\0\0\0{\0\u00ff\u00ff\u00ff");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aCustomersBodyThatIsNoJsonIsTheCustomersFault(String body) throws Exception {
        HttpResponse<String> answer =
                hub.post("/track", body.getBytes(ISO_8859_1), "x-key", customer.key(), "x-version", "v1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("detail");
    }

    @Test
    void headersOfTheCallerNeitherSteerNorComeBack() throws Exception {
        customer.track("sandbox", "STEER-1");

        HttpResponse<String> answer = hub.post(
                EVENTS + "?kafka.OVERRIDE_TOPIC=stolen&CamelFileName=stolen",
                event("STEER-1").getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "kafka.OVERRIDE_TOPIC",
                "stolen",
                "kafka.KEY",
                "stolen",
                "CamelFileName",
                "../../stolen",
                "CamelHttpUri",
                "http://127.0.0.1:1/stolen",
                "CamelHttpResponseCode",
                "299",
                "breadcrumbId",
                "stolen",
                "X-Anything",
                "stolen");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertUnsteered(answer, "STEER-1");
    }

    @Test
    void formFieldsNeitherSteerNorComeBack() throws Exception {
        String form = "tracking_number=F1&kafka.OVERRIDE_TOPIC=stolen&CamelFileName=stolen&CamelHttpResponseCode=299";

        HttpResponse<String> answer =
                hub.post(EVENTS, form.getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).as("a form is no JSON").isEqualTo(400);
        assertThat(answer.headers().map().toString()).doesNotContain("stolen").doesNotContainIgnoringCase("camel");
        assertThat(hub.deadLetters()).anyMatch(letter -> letter.text().equals(form));
    }

    private static void assertUnsteered(HttpResponse<String> answer, String number) {
        assertThat(answer.headers().map().keySet()).allMatch(name -> List.of(
                        "content-type", "content-length", "transfer-encoding", "connection", "x-content-type-options")
                .contains(name.toLowerCase(Locale.ROOT)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes(number)).hasSize(1));
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedUnread() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), hub.hub().httpPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();

            out.write(head("Content-Length: " + HUNDRED_MEGABYTES));

            assertThat(statusLine(socket.getInputStream())).contains(" 413 ");
        }
        assertThat(hub.sandboxEvent("AFTER-413", "collection/collected")).isEqualTo(200);
    }

    @Test
    void aBodyOfUnknownLengthIsCutOffAtTheLimit() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), hub.hub().httpPort())) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));

            int sent = stream(out, in);

            assertThat(statusLine(in)).contains(" 413 ");
            assertThat(sent).as("bytes the hub let the caller send").isLessThan(HUNDRED_MEGABYTES / 4);
        }
    }

    /** Sends chunks of 64 KiB until there is an answer; how many bytes that were. */
    private static int stream(OutputStream out, InputStream in) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        int sent = 0;
        while (sent < HUNDRED_MEGABYTES && in.available() == 0) {
            out.write("10000\r\n".getBytes(ISO_8859_1));
            out.write(chunk);
            out.write("\r\n".getBytes(ISO_8859_1));
            sent += chunk.length;
        }
        return sent;
    }

    private static byte[] head(String length) {
        return ("POST " + EVENTS + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String statusLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = in.read();
        }
        return line.toString();
    }

    private static String event(String number) {
        return "{\"tracking_number\":\"" + number
                + "\",\"code\":\"collection/collected\",\"time\":\"2026-03-09T10:00:00Z\"}";
    }
}
