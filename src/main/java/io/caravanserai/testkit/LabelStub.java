package io.caravanserai.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A carrier that sells labels, on a loopback port and apart from the hub: it speaks one of {@link LabelShapes}, fails as
 * it is told to, answers 429 beyond its own limit, and its {@link StubSales} are the judge of what was bought how often.
 */
public final class LabelStub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "label-stub");
        thread.setDaemon(true);
        return thread;
    });
    private final StubSales sales = new StubSales();
    private final Shape shape;
    private final Function<Call, Fault> faults;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private double perSecond = Double.MAX_VALUE;
    private double burst = 1;
    private double tokens = 1;
    private long countedAt = System.nanoTime();

    /** How a carrier's API reads and answers calls; what it sells it enters into the sales. */
    @FunctionalInterface
    public interface Shape {
        Answer answer(Call call, StubSales sales);
    }

    /**
     * A call that arrived.
     *
     * @param query empty when there is none
     * @param authorization empty when there is none
     */
    public record Call(String method, String path, String query, String authorization, String body) {}

    /** What is answered. */
    public record Answer(int status, String contentType, String body) {}

    /** What goes wrong with a call. */
    public enum Fault {
        NONE,
        /** HTTP 500, nothing was done. */
        ERROR,
        /** HTTP 500, though it was done. */
        DONE_AND_ERROR,
        /** The connection breaks, nothing was done. */
        RESET,
        /** The connection breaks, though it was done. */
        DONE_AND_RESET,
        /** It was done and no answer ever comes. */
        DONE_AND_SILENT,
        /** HTTP 429, nothing was done. */
        THROTTLED
    }

    private LabelStub(HttpServer server, Shape shape, Function<Call, Fault> faults) {
        this.server = server;
        this.shape = shape;
        this.faults = faults;
    }

    /** Starts a carrier on a free port; the function is asked once for each call. */
    public static LabelStub start(Shape shape, Function<Call, Fault> faults) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LabelStub stub = new LabelStub(server, shape, faults);
            server.setExecutor(stub.threads);
            server.createContext("/", stub::serve);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException("the label stub cannot listen", e);
        }
    }

    /** From now on it answers 429 to calls beyond a token bucket: so many a second, at most {@code burst} at once. */
    public synchronized LabelStub limit(double callsPerSecond, int atOnce) {
        perSecond = callsPerSecond;
        burst = atOnce;
        tokens = atOnce;
        countedAt = System.nanoTime();
        return this;
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public StubSales sales() {
        return sales;
    }

    /** Calls so far, those told to wait included. */
    public long calls() {
        return calls.get();
    }

    /** Calls that were beyond the limit. */
    public long throttled() {
        return throttled.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                text(exchange.getRequestURI().getRawQuery()),
                text(exchange.getRequestHeaders().getFirst("Authorization")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!isAllowed()) {
            throttled.incrementAndGet();
            wait(exchange);
            return;
        }
        switch (faults.apply(call)) {
            case NONE -> send(exchange, shape.answer(call, sales));
            case ERROR -> send(exchange, new Answer(500, "text/plain", "something broke"));
            case DONE_AND_ERROR -> {
                shape.answer(call, sales);
                send(exchange, new Answer(500, "text/plain", "something broke"));
            }
            case RESET -> exchange.close();
            case DONE_AND_RESET -> {
                shape.answer(call, sales);
                exchange.close();
            }
            // the connection stays open until the buyer gives up
            case DONE_AND_SILENT -> shape.answer(call, sales);
            case THROTTLED -> wait(exchange);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private synchronized boolean isAllowed() {
        long now = System.nanoTime();
        tokens = Math.min(burst, tokens + (now - countedAt) / 1e9 * perSecond);
        countedAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    private static void wait(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, new Answer(429, "text/plain", "too many requests"));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
