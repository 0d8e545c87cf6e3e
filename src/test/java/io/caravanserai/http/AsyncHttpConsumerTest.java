package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncHttpConsumerTest {
    private static final int CALLERS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private PublicHttpServer server;

    @BeforeEach
    void start() throws Exception {
        context.start();
        Settings settings = Settings.of(Map.of(
                "hub.http.host", "127.0.0.1",
                "hub.http.port", "0",
                "hub.http.answer-timeout", "1s"));
        server = PublicHttpServer.start(context, HubConfig.from(settings).http(), vertx);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/together").process(new Together());
                from("platform-http:/text/{name}")
                        .setBody(simple("Grüße, ${body}"))
                        .setHeader("Content-Type", constant("text/plain"));
                from("platform-http:/nothing")
                        .process(exchange -> exchange.getMessage().setBody(null));
                from("platform-http:/broken").errorHandler(noErrorHandler()).process(exchange -> {
                    throw new IllegalStateException("a secret detail");
                });
                from("platform-http:/carriers/{carrier}/events").process(AsyncHttpConsumerTest.this::hold);
                from("platform-http:/slow").process(AsyncHttpConsumerTest.this::hold);
                from("platform-http:/suspended").routeId("suspended").setBody(constant("up"));
            }
        });
        server.open();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRouteThatWaitsHoldsNoThread() throws Exception {
        // Given one worker, and a route that answers nobody before all callers are there
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        // When they call
        for (int i = 0; i < CALLERS; i++) {
            answers.add(client.sendAsync(request("/together"), HttpResponse.BodyHandlers.ofString()));
        }

        // Then each is answered
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("together");
        }
    }

    @Test
    void anyBodyIsWrittenWithItsLengthAndNoPathParameterLeaksBack() throws Exception {
        HttpResponse<String> answer = call("/text/x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Grüße, hello");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(answer.headers().firstValue("Content-Length")).isPresent();
        assertThat(answer.headers().map()).doesNotContainKey("name");
    }

    @Test
    void noBodyIsNoContent() throws Exception {
        assertThat(call("/nothing").statusCode()).isEqualTo(204);
    }

    @Test
    void aFailureIsAnsweredWithoutItsDetails() throws Exception {
        HttpResponse<String> answer = call("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"detail\"").doesNotContain("secret");
    }

    @Test
    void aSuspendedRouteAsksToTryAgain() throws Exception {
        context.getRouteController().suspendRoute("suspended");

        HttpResponse<String> answer = call("/suspended");

        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void aCarrierIsAnsweredInTimeWhateverItsCallWaitsFor() throws Exception {
        // Given a route that holds the only worker
        CompletableFuture<HttpResponse<String>> first = send("/carriers/acme/events");
        await().atMost(PATIENCE).until(() -> begun.get() == 1);

        // When others wait for the worker
        List<CompletableFuture<HttpResponse<String>>> others =
                Stream.generate(() -> send("/carriers/acme/events")).limit(50).toList();
        CompletableFuture<HttpResponse<String>> nobodysCarrier = send("/slow");

        // Then all are told to come again
        for (CompletableFuture<HttpResponse<String>> answer : others) {
            assertTryAgain(answer.get(30, TimeUnit.SECONDS));
        }
        assertTryAgain(first.get(30, TimeUnit.SECONDS));
        // and what had begun ends, what had not is not begun, and who is no carrier waits for the truth
        released.countDown();
        assertThat(nobodysCarrier.get(30, TimeUnit.SECONDS).body()).isEqualTo("kept");
        assertThat(begun).hasValue(2);
        assertThat(kept).hasValue(2);
    }

    private static void assertTryAgain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("in time");
    }

    private void hold(Exchange exchange) throws InterruptedException {
        begun.incrementAndGet();
        released.await();
        kept.incrementAndGet();
        exchange.getMessage().setBody("kept");
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();
    }

    /** Completes its exchanges only when as many as there are callers have come. */
    private static final class Together extends AsyncProcessorSupport {
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public synchronized boolean process(Exchange exchange, AsyncCallback callback) {
            waiting.add(() -> {
                exchange.getMessage().setBody("together");
                callback.done(false);
            });
            if (waiting.size() == CALLERS) {
                waiting.forEach(answer -> new Thread(answer).start());
            }
            return false;
        }
    }
}
