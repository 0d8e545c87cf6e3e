package io.caravanserai.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Endpoints of customers on one port, told apart by their paths. A message's shipment names when the message was due, so
 * that the time it took can be told.
 */
final class BenchSink implements AutoCloseable {
    private static final byte[] SHIPMENT = "\"shipment_id\":\"".getBytes(UTF_8);
    private static final Duration HANG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer();
    private final LongAdder arrived = new LongAdder();
    private final Map<String, Long> first = new ConcurrentHashMap<>();
    private volatile ConcurrentHistogram micros = new ConcurrentHistogram(3);
    private volatile String hanging = "";

    BenchSink() {
        server.requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** A shipment whose messages are due at this moment. */
    static String shipment(long number, long dueNanos) {
        return "S" + number + "@" + dueNanos;
    }

    String endpoint(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.actualPort();
    }

    /** From now on calls of this path are answered only after half a minute; an empty one for none. */
    void hang(String path) {
        hanging = path;
    }

    /** Messages at endpoints that do not hang. */
    long arrived() {
        return arrived.sum();
    }

    /** When each path was called first, by {@link System#nanoTime()}. */
    Map<String, Long> first() {
        return first;
    }

    /** How long messages took since the last time this was asked, in microseconds. */
    Histogram latency() {
        Histogram measured = micros;
        micros = new ConcurrentHistogram(3);
        return measured;
    }

    private void take(HttpServerRequest request) {
        String path = request.path();
        first.computeIfAbsent(path, called -> System.nanoTime());
        if (path.equals(hanging)) {
            vertx.setTimer(HANG.toMillis(), late -> request.response().end());
            return;
        }
        request.body().onSuccess(body -> {
            long due = due(body);
            if (due != 0) {
                micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
            }
            arrived.increment();
            request.response().setStatusCode(204).end();
        });
    }

    /** 0 for a message of another form. */
    private static long due(Buffer body) {
        byte[] bytes = body.getBytes(0, Math.min(200, body.length()));
        String head = new String(bytes, UTF_8);
        int at = head.indexOf(new String(SHIPMENT, UTF_8));
        int mark = head.indexOf('@', at);
        int end = head.indexOf('"', mark);
        return at < 0 || mark < 0 || end < 0 ? 0 : Long.parseLong(head.substring(mark + 1, end));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
