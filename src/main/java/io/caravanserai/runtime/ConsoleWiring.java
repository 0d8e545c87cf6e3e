package io.caravanserai.runtime;

import io.caravanserai.audit.AuditLog;
import io.caravanserai.config.HubConfig;
import io.caravanserai.console.Console;
import io.caravanserai.console.SessionStore;
import io.caravanserai.console.flow.FlowPage;
import io.caravanserai.flow.FlowAdmin;
import io.caravanserai.flow.FlowWatch;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.LiveStreams;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.store.Database;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** The console, its pages, and the calls of {@code /admin} that tell the same to programs. */
final class ConsoleWiring implements AutoCloseable {
    /** People who look at the same time; a browser has a few. */
    private static final int STREAMS = 200;

    private static final Duration RENEWED = Duration.ofSeconds(2);
    /** How often the flow is looked at when nobody does, so that its rates are known to who comes. */
    private static final Duration WATCHED = Duration.ofSeconds(10);

    private final HubConfig config;
    private final Parts parts;
    private final Vertx vertx;
    private final LiveStreams streams;
    private final FlowWatch flow;
    private final long watch;

    /** Parts of the hub that the console shows. */
    record Parts(
            Database database,
            String bootstrap,
            CamelContext context,
            AuditLog audit,
            LiveMappings mappings,
            RouteHealth health) {}

    ConsoleWiring(HubConfig config, Vertx vertx, Parts parts) {
        this.config = config;
        this.parts = parts;
        this.vertx = vertx;
        this.streams = new LiveStreams(vertx, STREAMS, RENEWED);
        FlowWatch.Sources sources = new FlowWatch.Sources(
                config.node(),
                parts.context(),
                config.kafka()::topic,
                () -> parts.mappings().get().carriers(),
                parts.health());
        this.flow = new FlowWatch(sources, parts.database(), parts.bootstrap());
        this.watch = vertx.setPeriodic(WATCHED.toMillis(), look -> vertx.executeBlocking(flow::now, false));
    }

    /** @param more adds pages of other features */
    void open(ManagementServer management, AdminTokens tokens, Consumer<Console> more) {
        Console console = new Console(
                management,
                tokens,
                new SessionStore(
                        parts.database(),
                        tokens,
                        config.consoleSession(),
                        parts.database().clock()),
                parts.audit(),
                streams,
                config.node(),
                config.http().managementTls().isPresent());
        new FlowPage(flow).open(console);
        more.accept(console);
        management.on("GET", "/admin/flow", new FlowAdmin(flow)::flow);
    }

    @Override
    public void close() {
        vertx.cancelTimer(watch);
        Closing.inTurn(streams, flow);
    }
}
