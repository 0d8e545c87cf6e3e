package io.caravanserai.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tracking APIs of three carriers on one loopback port, in the documented shapes of UPS (JSON, OAuth 2.0), DHL
 * Express (XML by POST) and PostNord (JSON, key in the query). What is known of a tracking number is scripted with
 * {@link #scan}, other carriers' answers with {@link #answer}; what goes wrong with {@link #failNext} and {@link #hangNext}.
 */
public final class CarrierStub implements AutoCloseable {
    private static final Pattern AWB = Pattern.compile("<AWBNumber>([^<]*)</AWBNumber>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "carrier-stub");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, List<Scan>> scans = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /**
     * What happened to a parcel.
     *
     * @param at when, with the offset of the place
     * @param code the carrier's own code, such as OT (UPS), OK (DHL), DELIVERED (PostNord)
     * @param type the carrier's kind of status, such as I or D (UPS); empty where it has none
     * @param text the carrier's words
     */
    public record Scan(OffsetDateTime at, String code, String type, String text, String city, String country) {}

    /** A call that arrived. */
    public record Call(String method, String path, String query, String authorization, String body) {}

    private record Failure(int status, String retryAfter, Duration hang) {}

    private CarrierStub(HttpServer server) {
        this.server = server;
    }

    /** Starts the stub on loopback; port 0 chooses a free one. */
    public static CarrierStub start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            CarrierStub stub = new CarrierStub(server);
            server.setExecutor(stub.threads);
            server.createContext("/security/v1/oauth/token", exchange -> stub.serve(exchange, stub::token));
            server.createContext("/api/track/v1/details/", exchange -> stub.serve(exchange, stub::ups));
            server.createContext("/XMLShippingServlet", exchange -> stub.serve(exchange, stub::dhl));
            server.createContext("/rest/shipment/v5/trackandtrace/", exchange -> stub.serve(exchange, stub::postnord));
            server.createContext("/", exchange -> stub.serve(exchange, stub::scripted));
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException("the carrier stub cannot listen on port " + port, e);
        }
    }

    /** Base URL, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the number has this scan too, the newest. */
    public CarrierStub scan(String trackingNumber, Scan scan) {
        scans.computeIfAbsent(trackingNumber, number -> new CopyOnWriteArrayList<>())
                .add(0, scan);
        return this;
    }

    /** From now on calls of this path, which none of the three carriers has, are answered so. */
    public CarrierStub answer(String path, int status, String contentType, String body) {
        answers.put(path, new Answer(status, contentType, body));
        return this;
    }

    /** The next call is answered with this status; {@code retryAfter} may be empty. */
    public void failNext(int status, String retryAfter) {
        synchronized (failures) {
            failures.add(new Failure(status, retryAfter, Duration.ZERO));
        }
    }

    /** The next call gets no answer for so long. */
    public void hangNext(Duration duration) {
        synchronized (failures) {
            failures.add(new Failure(200, "", duration));
        }
    }

    /** Tokens given so far are worth nothing from now on. */
    public void revokeTokens() {
        tokens.incrementAndGet();
    }

    /** All calls so far, oldest first. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Answerer {
        Answer answer(Call call);
    }

    private record Answer(int status, String contentType, String body) {}

    private void serve(HttpExchange exchange, Answerer answerer) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    authorization == null ? "" : authorization,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            Failure failure = call.path().endsWith("/token") ? null : nextFailure();
            if (failure != null && failure.status() != 200) {
                if (!failure.retryAfter().isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", failure.retryAfter());
                }
                exchange.sendResponseHeaders(failure.status(), -1);
                return;
            }
            if (failure != null) {
                hang(failure.hang());
            }
            Answer answer = answerer.answer(call);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private @org.jspecify.annotations.Nullable Failure nextFailure() {
        synchronized (failures) {
            return failures.poll();
        }
    }

    private static void hang(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer token(Call call) {
        if (!call.authorization().startsWith("Basic ") || !call.body().contains("grant_type=client_credentials")) {
            return new Answer(401, "application/json", "{\"error\":\"invalid_client\"}");
        }
        return new Answer(
                200,
                "application/json",
                "{\"token_type\":\"Bearer\",\"access_token\":\"stub-token-" + tokens.get()
                        + "\",\"expires_in\":\"14399\"}");
    }

    private Answer ups(Call call) {
        if (!call.authorization().equals("Bearer stub-token-" + tokens.get())) {
            return new Answer(
                    401,
                    "application/json",
                    "{\"response\":{\"errors\":[{\"code\":\"250002\",\"message\":\"Not a valid token\"}]}}");
        }
        String number = call.path().substring(call.path().lastIndexOf('/') + 1);
        return new Answer(200, "application/json", CarrierShapes.ups(number, known(number)));
    }

    private Answer dhl(Call call) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = AWB.matcher(call.body());
        while (matcher.find()) {
            numbers.add(matcher.group(1));
        }
        return new Answer(200, "text/xml", CarrierShapes.dhl(numbers, this::known));
    }

    private Answer postnord(Call call) {
        String number = "";
        boolean hasKey = false;
        for (String pair : call.query().split("&", -1)) {
            if (pair.startsWith("id=")) {
                number = URLDecoder.decode(pair.substring(3), StandardCharsets.UTF_8);
            }
            hasKey |= pair.startsWith("apikey=") && pair.length() > 7;
        }
        return hasKey
                ? new Answer(200, "application/json", CarrierShapes.postnord(number, known(number)))
                : new Answer(403, "application/json", "{\"message\":\"apikey is missing\"}");
    }

    private Answer scripted(Call call) {
        return answers.getOrDefault(call.path(), new Answer(404, "text/plain", "no such path"));
    }

    private List<Scan> known(String number) {
        return scans.getOrDefault(number, List.of());
    }
}
