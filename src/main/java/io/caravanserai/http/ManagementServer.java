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
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management server: console, health, metrics, {@code /admin}. It is a port of its own, loopback by default, so that
 * what operates the hub is never reachable by who uses it. Everything under {@code /admin} wants the admin token, or for
 * reading the viewer token; what is open beside it guards itself.
 */
public final class ManagementServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final long MAX_BODY = 1024 * 1024;
    /** Operators and their tools are few. */
    private static final int MAX_CONNECTIONS = 1_000;

    private static final HttpAnswer WITHOUT_TOKEN = HttpAnswer.detail(
                    401, "Send 'Authorization: Bearer <admin token>'; the token is in data/admin-token.")
            .with("WWW-Authenticate", "Bearer");

    private static final HttpAnswer ONLY_VIEWS = HttpAnswer.detail(
            403, "The viewer token may only read; this call changes something and wants the admin token.");
    /** By which the audit log knows whoever shows the admin token. */
    private static final String ACTOR = "admin";

    private static final String BEARER = "Bearer ";
    /** What every answer carries unless it says otherwise: nothing here is for other sites, frames or caches. */
    private static final Map<String, String> SAFE = Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Vertx vertx;
    private final Router router;
    private final AdminTokens tokens;
    private final AdminActs acts;
    private final FailedCalls failures;
    private final Optional<ServerTls> tls;
    private final HttpServer server;
    private Function<HttpCall, Optional<HttpAnswer>> lost = call -> Optional.empty();

    /** @param acts keeps every call under {@code /admin} that changes something */
    public ManagementServer(Vertx vertx, AdminTokens tokens, HubConfig.Http config, AdminActs acts) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        this.tokens = tokens;
        this.acts = acts;
        this.failures = new FailedCalls(config.failureRate(), Clock.systemUTC());
        this.tls = ServerTls.of("hub.management.tls", config.managementTls(), config.readTimeout(), Clock.systemUTC());
        SlowCallers callers = new SlowCallers(vertx, config.readTimeout(), MAX_CONNECTIONS).start();
        this.server = vertx.createHttpServer(ServerTls.options(tls)).connectionHandler(callers::opened);
        router.route().handler(callers::began);
        router.route().handler(request -> {
            SAFE.forEach(request.response()::putHeader);
            HttpEdge.hideForm(request.request().headers());
            request.next();
        });
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
        boolean reads = method.equals("GET");
        return open(method, path, reads ? handler : new KeptActs(acts, ACTOR, method + " " + path, handler, told));
    }

    /** Adds a handler that itself sees to who may call it, and to what is kept of it. */
    public ManagementServer open(String method, String path, HttpHandler handler) {
        router.route(HttpMethod.valueOf(method), path)
                .blockingHandler(request -> reply(request, answer(request, handler)), false);
        return this;
    }

    /**
     * Adds a stream of events to which a browser listens.
     *
     * @param topic which of the streams' topics is sent
     * @param guard asked before and time and again: an answer other than 204 is given in place of the stream, or ends it
     */
    public ManagementServer stream(String path, LiveStreams streams, String topic, HttpHandler guard) {
        router.get(path).handler(request -> {
            HttpCall call = call(request);
            vertx.executeBlocking(() -> answered(call, guard), false).onSuccess(answer -> {
                if (answer.status() == 204) {
                    streams.open(request, topic, () -> answered(call, guard).status() == 204);
                } else {
                    reply(request, answer);
                }
            });
        });
        return this;
    }

    /** What answers a request that nothing else took; it answers empty to leave it to the server's own words. */
    public void otherwise(Function<HttpCall, Optional<HttpAnswer>> lost) {
        this.lost = lost;
    }

    /** Who guesses tokens, here and wherever else they are shown. */
    public FailedCalls failures() {
        return failures;
    }

    /**
     * @throws IllegalStateException when the port cannot be bound
     */
    public void start(String host, int port) {
        router.route()
                .blockingHandler(
                        request -> reply(
                                request,
                                lost.apply(call(request)).orElseGet(() -> AllowedMethods.refusal(router, request))),
                        false);
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
            Optional<Role> role = given == null || !given.startsWith(BEARER)
                    ? Optional.empty()
                    : tokens.roleOf(given.substring(BEARER.length()));
            if (role.isEmpty()) {
                failures.count(address);
                reply(request, WITHOUT_TOKEN);
                return;
            }
            if (!role.get().acts() && !request.request().method().equals(HttpMethod.GET)) {
                reply(request, ONLY_VIEWS);
                return;
            }
        } catch (HttpProblem tooMany) {
            reply(request, tooMany.answer());
            return;
        }
        request.next();
    }

    private static HttpAnswer answer(RoutingContext request, HttpHandler handler) {
        return answered(call(request), handler);
    }

    private static HttpAnswer answered(HttpCall call, HttpHandler handler) {
        try {
            return handler.handle(call);
        } catch (HttpProblem problem) {
            return problem.answer();
        } catch (Exception e) {
            LOG.error("management request failed path={}", call.path(), e);
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
                HttpEdge.showForm(multi(request.request().headers(), true)),
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
