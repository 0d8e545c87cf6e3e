package io.caravanserai.runtime;

import io.caravanserai.alert.Alerts;
import io.caravanserai.attention.Attention;
import io.caravanserai.attention.AttentionAdmin;
import io.caravanserai.attention.CodeRows;
import io.caravanserai.audit.AuditLog;
import io.caravanserai.config.HubConfig;
import io.caravanserai.console.Console;
import io.caravanserai.console.SessionStore;
import io.caravanserai.console.attention.AttentionPage;
import io.caravanserai.console.attention.Deeds;
import io.caravanserai.console.chart.ChartPage;
import io.caravanserai.console.flow.FlowPage;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.edifile.EdiFilesAdmin;
import io.caravanserai.figure.Charts;
import io.caravanserai.figure.FigureSampler;
import io.caravanserai.figure.Silence;
import io.caravanserai.flow.FlowAdmin;
import io.caravanserai.flow.FlowWatch;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.LiveStreams;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.reload.Reloader;
import io.caravanserai.replay.Replays;
import io.caravanserai.store.Database;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console, its pages, and the calls of {@code /admin} that tell the same to programs. */
final class ConsoleWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWiring.class);
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
    private final FigureSampler sampler;
    private final long watch;

    /** Parts of the hub that the console shows. */
    record Parts(
            Database database,
            KafkaClients brokers,
            CamelContext context,
            AuditLog audit,
            LiveMappings mappings,
            RouteHealth health,
            Alerts alerts,
            DeadLetters letters,
            Replays replays,
            Reloader reloader,
            MeterRegistry metrics) {}

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
                parts.health(),
                this::exchanges);
        this.flow = new FlowWatch(sources, parts.database(), parts.brokers());
        this.sampler = new FigureSampler(parts.database(), config.node());
        this.watch = vertx.setPeriodic(WATCHED.toMillis(), look -> vertx.executeBlocking(this::look, false));
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
        Database database = parts.database();
        Attention attention = new Attention(database, parts.alerts(), parts.letters(), new Silence(database));
        CodeRows rows = new CodeRows(config.mappingsDir(), parts.mappings(), parts.reloader()::now);
        Deeds deeds = new Deeds(
                parts.letters(), parts.alerts(), new EdiFilesAdmin(database, database.clock()), rows, parts.replays());
        new AttentionPage(attention, deeds, database.clock()).open(console);
        Charts charts = new Charts(database);
        new ChartPage(charts).open(console);
        management
                .on("GET", "/admin/flow", new FlowAdmin(flow)::flow)
                .on("GET", "/admin/attention", new AttentionAdmin(attention)::list)
                .on("GET", "/admin/charts", charts::answer)
                .on("POST", "/admin/codes", rows::add, "carrier", "code", "to", "description");
    }

    /** As the route's own metrics count them. */
    private long exchanges(String route) {
        return (long) parts.metrics().find("camel.exchanges.total").tag("routeId", route).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    private boolean look() {
        try {
            flow.now();
            sampler.sample();
        } catch (RuntimeException e) {
            LOG.warn("figures of the console could not be taken reason={}", e.toString());
        }
        return true;
    }

    @Override
    public void close() {
        vertx.cancelTimer(watch);
        Closing.inTurn(streams, flow);
    }
}
