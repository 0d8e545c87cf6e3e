package io.caravanserai.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Web sites for a browser to open: pages of the test under any name that ends in {@code .example}, and below
 * {@code /hub} a hub behind a proxy that remembers what was asked.
 */
public final class WebSite implements AutoCloseable {
    /** Where the hub is; its paths follow. */
    public static final String HUB = "/hub";

    /** What belongs to one connection and not to the message, and what Java's client sets itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Map<String, Answer> pages = new ConcurrentHashMap<>();
    private final Map<String, Answer> faults = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final int hubPort;

    private WebSite(HttpServer server, int hubPort) {
        this.server = server;
        this.hubPort = hubPort;
    }

    /**
     * What a browser asked of the hub.
     *
     * @param path path and query behind {@link #HUB}
     * @param headers by lower-case name
     * @param nanos when, by {@link System#nanoTime()}
     */
    public record Call(String method, String path, Map<String, String> headers, String body, long nanos) {}

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** Starts a server on a free loopback port, before the hub on that port. */
    public static WebSite before(int hubPort) throws IOException {
        WebSite site =
                new WebSite(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), hubPort);
        site.server.setExecutor(site.threads);
        site.server.createContext("/", site::take);
        site.server.start();
        return site;
    }

    /** The origin of a web site of that name. */
    public String origin(String name) {
        return "http://" + name + ".example:" + server.getAddress().getPort();
    }

    /** Makes a page; headers are names and values in turn. */
    public void page(String path, String html, String... headers) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("content-type", "text/html; charset=utf-8"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        pages.put(path, new Answer(200, all, html.getBytes(StandardCharsets.UTF_8)));
    }

    /** The next POST to the hub with that text is answered so and does not reach it. */
    public void failNext(String text, int status, String retryAfter) {
        faults.put(text, new Answer(status, Map.of("retry-after", retryAfter), new byte[0]));
    }

    private @Nullable Answer fault(Call call) {
        return call.method().equals("POST")
                ? faults.keySet().stream()
                        .filter(call.body()::contains)
                        .findFirst()
                        .map(faults::remove)
                        .orElse(null)
                : null;
    }

    /** What was asked of the hub by that method, in the order it came. */
    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().toString();
        if (!path.startsWith(HUB + "/")) {
            Answer page = pages.get(exchange.getRequestURI().getPath());
            return page == null ? new Answer(404, Map.of(), new byte[0]) : page;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Call call = new Call(
                exchange.getRequestMethod(),
                path.substring(HUB.length()),
                headers,
                new String(body, StandardCharsets.UTF_8),
                System.nanoTime());
        calls.add(call);
        Answer fault = fault(call);
        return fault == null ? forwarded(call, body) : fault;
    }

    private Answer forwarded(Call call, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hubPort + call.path()))
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        call.headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                request.header(name, value);
            }
        });
        HttpResponse<byte[]> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> told = new LinkedHashMap<>();
        reply.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                told.put(name, values.get(0));
            }
        });
        return new Answer(reply.statusCode(), told, reply.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
