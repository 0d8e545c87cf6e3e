package io.caravanserai.label.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caravanserai.budget.Limit;
import io.caravanserai.budget.Rate;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The sandbox carrier's label API on a loopback port: {@code POST /labels} sells, {@code GET /labels/{reference}} looks
 * up, {@code DELETE /labels/{reference}} gives back. It is slow, broken or busy as its settings say.
 */
public final class SandboxLabelServer implements AutoCloseable {
    private static final int MAX_BODY = 1024 * 1024;
    private static final int MOST_PARCELS = 99;
    private static final String REFERENCE = "[0-9A-Za-z]{1,32}";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HubConfig.SandboxLabels settings;
    private final SandboxSales sales;
    private final Limit limit;
    private final Clock clock;
    private NavigableMap<Long, Long> calls = new TreeMap<>();
    private long throttled;

    private SandboxLabelServer(HttpServer server, HubConfig.SandboxLabels settings, SandboxSales sales, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.sales = sales;
        this.clock = clock;
        this.limit = Rate.parse(settings.rate() + "/s").limits().get(0);
    }

    /**
     * @throws UncheckedIOException when the port cannot be had
     */
    public static SandboxLabelServer start(HubConfig.SandboxLabels settings, SandboxSales sales, Clock clock) {
        try {
            HttpServer http =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
            SandboxLabelServer server = new SandboxLabelServer(http, settings, sales, clock);
            http.setExecutor(server.workers);
            http.createContext("/labels", server::answer);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's label API cannot listen on port " + settings.port(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Calls that were told to wait. */
    public synchronized long throttled() {
        return throttled;
    }

    private void answer(HttpExchange call) throws IOException {
        if (!allowed()) {
            call.getResponseHeaders().set("Retry-After", "1");
            send(call, 429, Map.of("errors", List.of(error("rate", "too many requests"))));
            return;
        }
        String reference = call.getRequestURI().getPath().replaceFirst("^/labels/?", "");
        if (!call.getRequestMethod().equals("POST") && !reference.matches(REFERENCE)) {
            send(call, 404, unknown());
            return;
        }
        switch (call.getRequestMethod()) {
            case "POST" -> sell(call);
            case "GET" -> {
                List<String> found = sales.find(reference);
                send(call, found.isEmpty() ? 404 : 200, found.isEmpty() ? unknown() : sold(reference, found));
            }
            case "DELETE" -> {
                boolean found = sales.cancel(reference);
                send(call, found ? 200 : 404, found ? Map.of("reference", reference) : unknown());
            }
            default -> send(call, 405, Map.of("errors", List.of(error("method", "use POST, GET or DELETE"))));
        }
    }

    private synchronized boolean allowed() {
        long now = clock.millis();
        if (limit.freeAt(calls, now) > now) {
            throttled++;
            return false;
        }
        calls = limit.plusCall(calls, now);
        return true;
    }

    private void sell(HttpExchange call) throws IOException {
        JsonNode order = order(call);
        String reference = order.path("reference").asText();
        int parcels = order.path("parcels").size();
        if (!reference.matches(REFERENCE) || parcels < 1 || parcels > MOST_PARCELS) {
            send(call, 400, Map.of("errors", List.of(error("invalid", "a reference and 1 to 99 parcels are needed"))));
            return;
        }
        int fault = ThreadLocalRandom.current().nextInt(100);
        boolean late = ThreadLocalRandom.current().nextBoolean();
        if (fault < settings.timeouts()) {
            // bought, and the answer never comes: the connection stays open until the buyer gives up
            sales.sell(reference, parcels);
        } else if (fault < settings.timeouts() + settings.errors()) {
            sellIf(late, reference, parcels);
            send(call, 500, Map.of("errors", List.of(error("internal", "something broke"))));
        } else if (fault < settings.timeouts() + settings.errors() + settings.resets()) {
            sellIf(late, reference, parcels);
            call.close();
        } else {
            send(call, 201, sold(reference, sales.sell(reference, parcels)));
        }
    }

    private void sellIf(boolean sell, String reference, int parcels) {
        if (sell) {
            sales.sell(reference, parcels);
        }
    }

    private static JsonNode order(HttpExchange call) throws IOException {
        try {
            return Json.parse(call.getRequestBody().readNBytes(MAX_BODY));
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }

    private static Map<String, Object> unknown() {
        return Map.of("errors", List.of(error("not_found", "no label has this reference")));
    }

    private static Map<String, Object> error(String code, String message) {
        return Map.of("code", code, "message", message);
    }

    private static Map<String, Object> sold(String reference, List<String> numbers) {
        return Map.of(
                "reference",
                reference,
                "shipment_number",
                numbers.get(0),
                "packages",
                numbers.stream()
                        .map(number -> Map.of("tracking_number", number, "label", base64(zpl(number))))
                        .toList());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Four by six inches at 203 dpi. */
    private static String zpl(String number) {
        return "^XA^PW812^LL1218^FO60,60^A0N,60,60^FDSANDBOX - NOT FOR CARRIAGE^FS" + "^FO60,200^BY3^BCN,240,Y,N,N^FD"
                + number + "^FS^XZ";
    }

    private static void send(HttpExchange call, int status, Object body) throws IOException {
        try (call) {
            byte[] bytes = Json.bytes(body);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
