package io.caravanserai.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A customer's webhook receiver on a loopback port: keeps what arrives and verifies it by Standard Webhooks. */
public final class WebhookSink implements AutoCloseable {
    private static final String SECRET_PREFIX = "whsec_";

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Consumer<Received>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "webhook-sink");
        thread.setDaemon(true);
        return thread;
    });

    private WebhookSink(HttpServer server) {
        this.server = server;
    }

    /**
     * One delivery as it arrived.
     *
     * @param headers by lower-case name
     */
    public record Received(String path, Map<String, String> headers, byte[] body) {
        /** The id that is the same on every attempt. */
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /**
         * Whether one of its signatures was made with this secret.
         *
         * @param secret {@code whsec_} and base64
         */
        public boolean verified(String secret) {
            String signed = id() + "." + headers.getOrDefault("webhook-timestamp", "") + "." + text();
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), "HmacSHA256"));
                String wanted = "v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
                return List.of(headers.getOrDefault("webhook-signature", "").split(" "))
                        .contains(wanted);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
        }
    }

    /** Starts a receiver that answers 200; port 0 chooses a free one. */
    public static WebhookSink start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            WebhookSink sink = new WebhookSink(server);
            server.setExecutor(sink.threads);
            server.createContext("/", sink::receive);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException("the webhook receiver cannot listen on port " + port, e);
        }
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything so far, oldest first. */
    public List<Received> received() {
        return Collections.unmodifiableList(received);
    }

    /** Calls back with each delivery from now on. */
    public void onReceive(Consumer<Received> listener) {
        listeners.add(listener);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().toLowerCase(Locale.ROOT),
                            entry -> String.join(",", entry.getValue())));
            Received delivery = new Received(
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            received.add(delivery);
            listeners.forEach(listener -> listener.accept(delivery));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
