package io.caravanserai.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Optional;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/** Camel's HTTP server with an eye on its connections, which Camel makes without a place to look at them. */
final class GuardedHttpServer extends VertxPlatformHttpServer {
    private final VertxPlatformHttpServerConfiguration settings;
    private final Vertx vertx;
    private final SlowCallers callers;
    private final Optional<ServerTls> tls;
    private @Nullable HttpServer server;

    GuardedHttpServer(
            VertxPlatformHttpServerConfiguration settings, Vertx vertx, SlowCallers callers, Optional<ServerTls> tls) {
        super(settings);
        this.settings = settings;
        this.vertx = vertx;
        this.callers = callers;
        this.tls = tls;
    }

    /** Without this, one that is in no registry would be replaced by Camel's own. */
    @Override
    protected Vertx lookupVertx() {
        return vertx;
    }

    @Override
    protected void startServer() {
        server = vertx.createHttpServer(ServerTls.options(tls))
                .connectionHandler(callers::opened)
                .requestHandler(router());
        server.listen(settings.getBindPort(), settings.getBindHost())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    VertxPlatformHttpRouter router() {
        return VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.getBindPort()));
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
            server = null;
        }
    }

    /** Vert.x is the hub's. */
    @Override
    protected void stopVertx() {}

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        return server == null ? settings.getBindPort() : server.actualPort();
    }
}
