package io.caravanserai.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that are slow, or too many, and what others notice of them: nothing. */
class SlowCallersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GOOD = "POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 2\r\n\r\nhi";

    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final List<Socket> sockets = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private PublicHttpServer server;

    private void start(String readTimeout, int connections) throws Exception {
        context.start();
        Settings settings = Settings.of(Map.of(
                "hub.http.host",
                "127.0.0.1",
                "hub.http.port",
                "0",
                "hub.http.read-timeout",
                readTimeout,
                "hub.http.max-connections",
                String.valueOf(connections)));
        server = PublicHttpServer.start(context, HubConfig.from(settings).http(), vertx);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/echo").setBody(simple("${body}"));
            }
        });
        server.open();
    }

    @AfterEach
    void stop() throws IOException {
        timer.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        context.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void twoHundredThatSendAByteASecondAreClosedAndNobodyElseIsKeptWaiting() throws Exception {
        start("3s", 1000);
        List<Socket> inTheHead = new ArrayList<>();
        List<Socket> inTheBody = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            inTheHead.add(trickle("POST /echo HTTP/1.1\r\n"));
            inTheBody.add(trickle("POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 5000\r\n\r\n"));
        }

        for (int i = 0; i < 50; i++) {
            assertThat(answer(send(GOOD))).isEqualTo("HTTP/1.1 200 OK");
        }

        for (Socket socket : inTheBody) {
            assertThat(answer(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
            assertThat(isClosed(socket)).isTrue();
        }
        for (Socket socket : inTheHead) {
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void whoSendsMuchHasMoreTime() throws Exception {
        start("1s", 1000);
        int length = 2_000_000;
        Socket socket = send("POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: " + (length + 1) + "\r\n\r\n"
                + "x".repeat(length));

        var unused = timer.schedule(() -> write(socket, "x"), 3, TimeUnit.SECONDS);

        assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void aConnectionMayRestBetweenRequests() throws Exception {
        start("1s", 1000);
        Socket socket = send(GOOD);
        assertThat(answer(socket)).isEqualTo("HTTP/1.1 200 OK");

        var unused = timer.schedule(() -> write(socket, GOOD), 3, TimeUnit.SECONDS);

        // the rest of the first answer, and then the second
        StringBuilder rest = new StringBuilder();
        for (int next = 0; next >= 0 && rest.indexOf("HTTP/1.1 200 OK") < 0; ) {
            next = socket.getInputStream().read();
            rest.append((char) next);
        }
        assertThat(rest).contains("HTTP/1.1 200 OK");
    }

    @Test
    void thoseBeyondTheMostAreTurnedAwayUntilOthersLeave() throws Exception {
        start("1m", 3);
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(send(GOOD));
            assertThat(answer(all.get(i))).isEqualTo("HTTP/1.1 200 OK");
        }

        assertThat(isClosed(open())).isTrue();
        all.get(0).close();

        await().atMost(PATIENCE).until(() -> answer(send(GOOD)).equals("HTTP/1.1 200 OK"));
    }

    /** Sends a beginning, and then a byte a second. */
    private Socket trickle(String beginning) throws IOException {
        Socket socket = send(beginning);
        var unused = timer.scheduleAtFixedRate(() -> write(socket, "x"), 1, 1, TimeUnit.SECONDS);
        return socket;
    }

    private Socket send(String text) throws IOException {
        Socket socket = open();
        write(socket, text);
        return socket;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            // it was closed, which its reader looks at
        }
    }

    /** The first line of the answer, empty when there is none. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
                line.append((char) next);
            }
        } catch (SocketException e) {
            // reset: nothing more to read
        }
        return line.toString();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException e) {
            return true;
        }
    }
}
