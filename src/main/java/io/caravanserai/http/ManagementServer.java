package io.caravanserai.http;

import io.caravanserai.config.HubConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management server: health, metrics, {@code /admin}. It is a port of its own, loopback by default, so that what
 * operates the hub is never reachable by who uses it. Everything under {@code /admin} wants the admin token.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final long MAX_BODY = 1024 * 1024;
    /** Operators and their tools are few. */
    private static final int MAX_CONNECTIONS = 1_000;

    private static final HttpAnswer WITHOUT_TOKEN = HttpAnswer.detail(
                    401, "Send 'Authorization: Bearer <admin token>'; the token is in data/admin-token.")
            .with("WWW-Authenticate", "Bearer");

    private final Router router;
    private final byte[] expected;
    private final AdminActs acts;
    private final FailedCalls failures;
    private final Optional<ServerTls> tls;
    private final HttpServer server;

    /** @param acts keeps every call under {@code /admin} that changes something */
    public ManagementServer(Vertx vertx, String adminToken, HubConfig.Http config, AdminActs acts) {
        this.router = Router.router(vertx);
        this.expected = ("Bearer " + adminToken).getBytes(StandardCharsets.UTF_8);
        this.acts = acts;
        this.failures = new FailedCalls(config.failureRate(), Clock.systemUTC());
        this.tls = ServerTls.of("hub.management.tls", config.managementTls(), config.readTimeout(), Clock.systemUTC());
        SlowCallers callers = new SlowCallers(vertx, config.readTimeout(), MAX_CONNECTIONS).start();
        this.server = vertx.createHttpServer(ServerTls.options(tls)).connectionHandler(callers::opened);
        router.route().handler(callers::began);
        router.route()
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .failureHandler(request -> reply(
                        request,
                        HttpAnswer.detail(
                                request.statusCode() < 400 ? 500 : request.statusCode(), "The request failed.")));
        router.route("/admin/*").handler(this::authorize);
    }

    /**
     * Adds a handler; what is no GET is kept as an act of an administrator.
     *
     * @param path may hold {@code :name} parts
     * @param told fields of the body and the query that are kept with the act; none that may be a secret
     */
    public ManagementServer on(String method, String path, HttpHandler handler, String... told) {
        HttpHandler kept = method.equals("GET") ? handler : new KeptActs(acts, method + " " + path, handler, told);
        router.route(HttpMethod.valueOf(method), path)
                .blockingHandler(request -> reply(request, answer(request, kept)), false);
        return this;
    }

    /**
     * @throws IllegalStateException when the port cannot be bound
     */
    public void start(String host, int port) {
        router.route().handler(request -> reply(request, AllowedMethods.refusal(router, request)));
        try {
            server.requestHandler(router)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the management server", e);
        } catch (Exception e) {
            throw new IllegalStateException("the management server cannot listen on " + host + ":" + port, e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** Takes up a new certificate when its files change; nothing happens without TLS. */
    public void watchCertificate(Vertx vertx, ServerTls.Watcher watcher) {
        tls.ifPresent(own -> own.watch(vertx, server, watcher));
    }

    private void authorize(RoutingContext request) {
        String address = request.request().remoteAddress().hostAddress();
        String given = request.request().getHeader("Authorization");
        try {
            failures.check(address);
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
                failures.count(address);
                reply(request, WITHOUT_TOKEN);
                return;
            }
        } catch (HttpProblem tooMany) {
            reply(request, tooMany.answer());
            return;
        }
        request.next();
    }

    private static HttpAnswer answer(RoutingContext request, HttpHandler handler) {
        try {
            return handler.handle(call(request));
        } catch (HttpProblem problem) {
            return problem.answer();
        } catch (Exception e) {
            LOG.error("management request failed path={}", request.normalizedPath(), e);
            return HttpAnswer.detail(500, "The hub failed to answer; the failure is in its log.");
        }
    }

    private static HttpCall call(RoutingContext request) {
        Buffer body = request.body() == null ? null : request.body().buffer();
        return new HttpCall(
                request.request().method().name(),
                request.normalizedPath(),
                Map.copyOf(request.pathParams()),
                multi(request.queryParams(), false),
                multi(request.request().headers(), true),
                request.request().remoteAddress().hostAddress(),
                body == null ? new byte[0] : body.getBytes());
    }

    private static Map<String, List<String>> multi(MultiMap entries, boolean lowerCase) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        entries.forEach((name, value) -> all.computeIfAbsent(
                        lowerCase ? name.toLowerCase(Locale.ROOT) : name, any -> new ArrayList<>(1))
                .add(value));
        return all;
    }

    private static void reply(RoutingContext request, HttpAnswer answer) {
        if (!request.response().ended()) {
            answer.headers().forEach(request.response()::putHeader);
            request.response().setStatusCode(answer.status()).end(Buffer.buffer(answer.body()));
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
