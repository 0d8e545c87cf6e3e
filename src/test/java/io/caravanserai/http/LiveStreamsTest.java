package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of events on a management server of their own. */
class LiveStreamsTest {
    private static final int MOST = 3;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final LiveStreams streams = new LiveStreams(vertx, MOST, Duration.ofMillis(50));
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagementServer server = new ManagementServer(
            vertx,
            new AdminTokens("token", Optional.empty()),
            HubConfig.from(Settings.of(Map.of())).http(),
            new AdminActs() {
                @Override
                public long begin(Act act) {
                    return 0;
                }

                @Override
                public void end(long id, int status, String object) {}
            });

    @BeforeEach
    void start() {
        streams.topic("news", () -> "figure " + made.incrementAndGet() + "\nof two lines");
        server.stream("/events", streams, "news", call -> HttpAnswer.empty(allowed.get() ? 204 : 403));
        server.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        streams.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<InputStream> listen() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String next(InputStream stream, int bytes) throws IOException {
        return new String(stream.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsMadeOnceGoesToAllWhoListenAndToNobodyElse() throws Exception {
        int before = made.get();
        try (InputStream one = listen().body();
                InputStream two = listen().body()) {
            String seen = next(one, 200);
            next(two, 200);

            assertThat(before).as("while nobody listens").isZero();
            assertThat(seen)
                    .startsWith(": welcome\n\n")
                    .contains("event: news\ndata: figure ", "data: of two lines\n\n");
        }
        await().until(() -> streams.open() == 0);
    }

    @Test
    void moreThanAllowedAreToldToComeAgainUntilOthersLeave() throws Exception {
        List<InputStream> listeners = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            listeners.add(listen().body());
        }

        HttpResponse<InputStream> tooMany = listen();

        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
        listeners.get(0).close();
        await().until(() -> streams.open() < MOST);
        try (InputStream again = listen().body()) {
            assertThat(next(again, 10)).startsWith(": welcome");
        }
        for (InputStream listener : listeners) {
            listener.close();
        }
    }

    @Test
    void whoMayNotListenAnyMoreHearsNothingMore() throws Exception {
        try (InputStream stream = listen().body()) {
            next(stream, 60);

            allowed.set(false);

            await().atMost(Duration.ofSeconds(20)).until(() -> streams.open() == 0);
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("\n\n");
        }
        assertThat(listen().statusCode()).isEqualTo(403);
    }

    @Test
    void allEndWithTheHub() throws Exception {
        try (InputStream stream = listen().body()) {
            next(stream, 60);

            streams.close();

            assertThat(stream.readAllBytes()).isNotNull();
            await().until(() -> streams.open() == 0);
        }
    }
}
