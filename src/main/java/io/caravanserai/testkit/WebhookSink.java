package io.caravanserai.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A customer's webhook receiver: a real HTTP server that keeps what came and answers as it is told. */
public final class WebhookSink implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Answer answer =
            (message, response) -> response.setStatusCode(204).end();

    private WebhookSink(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * A message that came.
     *
     * @param path path and query
     * @param headers by lower-case name
     */
    public record Received(String path, Map<String, String> headers, byte[] body) {
        /** The header webhook-id, empty without one. */
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /**
         * Whether one of its signatures was made with this secret, by Standard Webhooks.
         *
         * @param secret {@code whsec_} and base64
         */
        public boolean verified(String secret) {
            String signed = id() + "." + headers.getOrDefault("webhook-timestamp", "") + "." + text();
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                String wanted = "v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
                return List.of(headers.getOrDefault("webhook-signature", "").split(" ", -1))
                        .contains(wanted);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }

    /** What a message is answered; leaving the response open makes a hanging endpoint. */
    @FunctionalInterface
    public interface Answer {
        void give(Received message, HttpServerResponse response);
    }

    /** Starts a receiver on a loopback address that answers 204; port 0 chooses a free one. */
    public static WebhookSink start(String host, int port) {
        return start(new HttpServerOptions().setHost(host).setPort(port));
    }

    /** The same with options of one's own, such as certificates. */
    public static WebhookSink start(HttpServerOptions options) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(options);
        WebhookSink sink = new WebhookSink(vertx, server);
        server.requestHandler(sink::take);
        server.listen().toCompletionStage().toCompletableFuture().join();
        return sink;
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new LinkedHashMap<>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
            Received message = new Received(request.uri(), headers, body.getBytes());
            received.add(message);
            answer.give(message, request.response());
        });
    }

    public void answer(Answer next) {
        answer = next;
    }

    /** Everything so far, in the order of arrival. */
    public List<Received> received() {
        return received;
    }

    public int port() {
        return server.actualPort();
    }

    /** Address without a path, as customers may give it. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
