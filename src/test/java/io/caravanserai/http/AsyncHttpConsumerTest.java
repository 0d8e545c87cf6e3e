package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private PublicHttpServer server;

    @BeforeEach
    void start() throws Exception {
        context.start();
        server = PublicHttpServer.start(context, new HubConfig.Http("127.0.0.1", 0, "127.0.0.1", 0, 1024, 1), vertx);
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
