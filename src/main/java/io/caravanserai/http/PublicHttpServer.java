package io.caravanserai.http;

import io.caravanserai.config.HubConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The public HTTP server that all {@code platform-http:} routes share. Until {@link #open()} it answers 503, so that a
 * caller who is early tries again instead of taking 404 for the truth.
 */
public final class PublicHttpServer {
    /** A request that was matched while a route was away may get to the end after the swap. */
    private static final long SWAP_TAIL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final HttpAnswer TRY_AGAIN = HttpAnswer.detail(
                    503, "The hub is starting, stopping or exchanging this route; try again shortly.")
            .with("Retry-After", "5");

    private final AnswerCounts answers = new AnswerCounts();
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicInteger swaps = new AtomicInteger();
    private final AtomicLong lastSwap = new AtomicLong(System.nanoTime() - SWAP_TAIL_NANOS);
    private final GuardedHttpServer server;
    private final Optional<ServerTls> tls;
    private final TrustedProxies proxies;

    private PublicHttpServer(GuardedHttpServer server, Optional<ServerTls> tls, TrustedProxies proxies) {
        this.server = server;
        this.tls = tls;
        this.proxies = proxies;
    }

    /** Starts the server on a context that is started and holds no routes yet; the context stops it. */
    public static PublicHttpServer start(CamelContext context, HubConfig.Http config, Vertx vertx) throws Exception {
        VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();
        settings.setBindHost(config.host());
        settings.setBindPort(config.port());
        settings.setMaxBodySize(config.maxBody());
        settings.getBodyHandler().setHandleFileUploads(false);
        settings.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);

        PlatformHttpComponent component = context.getComponent("platform-http", PlatformHttpComponent.class);
        component.setHeaderFilterStrategy(new HeaderAllowList());
        AsyncHttpEngine engine = new AsyncHttpEngine(new AnswerDeadline(config.answerTimeout()));
        engine.setCamelContext(context);
        component.setEngine(engine);

        SlowCallers callers = new SlowCallers(vertx, config.readTimeout(), config.maxConnections()).start();
        Optional<ServerTls> tls = ServerTls.of("hub.http.tls", config.tls(), config.readTimeout(), Clock.systemUTC());
        GuardedHttpServer server = new GuardedHttpServer(settings, vertx, callers, tls);
        server.setCamelContext(context);
        context.addService(server, true, true);

        PublicHttpServer result = new PublicHttpServer(server, tls, TrustedProxies.parse(config.trustedProxies()));
        VertxPlatformHttpRouter router = server.router();
        router.route().order(Integer.MIN_VALUE).handler(callers::began);
        router.route().order(Integer.MIN_VALUE + 1).handler(result::gate).failureHandler(PublicHttpServer::failed);
        router.route().order(Integer.MAX_VALUE).handler(request -> result.notServed(router, request));
        // what cannot be decoded fails in the router before it gets to a route
        router.errorHandler(400, PublicHttpServer::unreadable);
        return result;
    }

    /** Takes up a new certificate when its files change; nothing happens without TLS. */
    public void watchCertificate(Vertx vertx, ServerTls.Watcher watcher) {
        tls.ifPresent(own -> own.watch(vertx, Objects.requireNonNull(server.getServer()), watcher));
    }

    /** Tells how many answers it gave. */
    public void bindTo(MeterRegistry metrics) {
        answers.bindTo(metrics);
    }

    /** From now on requests reach their routes. */
    public void open() {
        open.set(true);
    }

    /** From now on new requests are answered 503: the hub is stopping. */
    public void close() {
        open.set(false);
    }

    private void notServed(Router router, RoutingContext request) {
        boolean bodyComes =
                isBodyOnItsWay(request.request()) && request.request().getHeader("Expect") == null;
        if (!swapping()) {
            reply(request, AllowedMethods.refusal(router, request));
        } else if (bodyComes) {
            // the caller keeps its connection, it is to try again
            request.request().endHandler(read -> reply(request, TRY_AGAIN));
        } else {
            reply(request, TRY_AGAIN);
        }
    }

    /** From now on what is not served is answered 503: its route may be on its way. */
    public void swapBegins() {
        swaps.incrementAndGet();
    }

    /** All routes are back. */
    public void swapEnds() {
        lastSwap.set(System.nanoTime());
        swaps.decrementAndGet();
    }

    private boolean swapping() {
        return swaps.get() > 0 || System.nanoTime() - lastSwap.get() < SWAP_TAIL_NANOS;
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    private void gate(RoutingContext request) {
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        request.addEndHandler(end -> answers.count(request.response().getStatusCode()));
        if (open.get()) {
            HttpEdge.hideForm(request.request().headers());
            HttpEdge.nameClient(request.request(), proxies);
            CrossOrigin.allow(request.request(), request.response());
            request.next();
        } else {
            reply(request, TRY_AGAIN);
        }
    }

    private static void unreadable(RoutingContext request) {
        reply(request, HttpAnswer.detail(400, "The request could not be read."));
    }

    private static void failed(RoutingContext request) {
        int status = request.statusCode() < 400 ? 500 : request.statusCode();
        if (status == 503) {
            reply(request, TRY_AGAIN);
            return;
        }
        if (status == 400) {
            unreadable(request);
            return;
        }
        String detail =
                switch (status) {
                    case 413 -> "The body is larger than this server accepts.";
                    default -> "The hub failed to answer; the failure is in its log. Try again later.";
                };
        reply(request, HttpAnswer.detail(status, detail));
    }

    /** RFC 9112 section 6.3; Vert.x ends a request without a body only after its handlers. */
    private static boolean isBodyOnItsWay(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean hasBody = request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
        return hasBody && !request.isEnded();
    }

    /** Answers, unless that was done; to be called on the request's event loop. */
    static void reply(RoutingContext request, HttpAnswer answer) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        if (isBodyOnItsWay(request.request())) {
            // what is not read must not be taken for the next request
            request.response().putHeader("Connection", "close");
        }
        CrossOrigin.allow(request.request(), request.response());
        answer.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(answer.status()).end(io.vertx.core.buffer.Buffer.buffer(answer.body()));
    }
}
