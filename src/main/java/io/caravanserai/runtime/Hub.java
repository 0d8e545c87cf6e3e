package io.caravanserai.runtime;

import io.caravanserai.check.HubCheck;
import io.caravanserai.cluster.NodeName;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.http.PublicHttpServer;
import io.caravanserai.intake.ClosedWebhooks;
import io.caravanserai.kafka.ConsumerLag.Stage;
import io.caravanserai.kafka.EmbeddedBroker;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.Topics;
import io.caravanserai.label.sandbox.SandboxLabelServer;
import io.caravanserai.label.sandbox.SandboxSales;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.metrics.Backlog;
import io.caravanserai.metrics.ProcessFigures;
import io.caravanserai.metrics.SeriesLimit;
import io.caravanserai.metrics.StageLag;
import io.caravanserai.pause.PauseWatch;
import io.caravanserai.reload.FileStates;
import io.caravanserai.reload.Reloader;
import io.caravanserai.reload.RouteFiles;
import io.caravanserai.routeview.RouteBook;
import io.caravanserai.routeview.RouteViews;
import io.caravanserai.store.Database;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hub: broker, store, Camel, HTTP servers and the routes, started in the order in which they need each other and
 * stopped in reverse.
 */
public final class Hub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final HubConfig config;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<String> banner = new ArrayList<>();
    private final CompletableFuture<CamelContext> camelContext = new CompletableFuture<>();
    private final CompletableFuture<AdminTokens> adminTokens = new CompletableFuture<>();
    private final CompletableFuture<Integer> httpPort = new CompletableFuture<>();
    private final CompletableFuture<Integer> managementPort = new CompletableFuture<>();

    private Hub(HubConfig config) {
        this.config = config;
    }

    /**
     * Starts a hub and returns when it is ready.
     *
     * @throws StartFailure in the operator's words when it cannot start; nothing is left running
     */
    public static Hub start(Settings settings) {
        HubConfig config = HubConfig.from(settings);
        Ports.check(config);
        Hub hub = new Hub(config);
        try {
            hub.startParts(settings);
            return hub;
        } catch (StartFailure e) {
            hub.close();
            throw e;
        } catch (Exception e) {
            hub.close();
            throw new StartFailure("The hub does not start: " + e.getMessage(), e);
        }
    }

    private void startParts(Settings settings) throws Exception {
        DataFolder data = part(DataFolder.open(config.dataDir()));
        adminTokens.complete(data.adminTokens(config));
        // broker and store need nothing of each other and are the slowest to start
        CompletableFuture<Database> opening =
                CompletableFuture.supplyAsync(() -> Database.open(config.store(), config.dataDir()));
        String bootstrap = config.kafka().brokers().orElseGet(() -> part(EmbeddedBroker.start(
                        config.kafka(), config.dataDir()))
                .bootstrap());
        Database database = part(opening.join());
        part(NodeName.claim(database, config.node(), this::nameLost));
        KafkaClients brokers = KafkaClients.of(config.kafka(), bootstrap);
        Topics.ensure(config.kafka(), brokers);

        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setWorkerPoolSize(config.http().workers())
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)));
        part(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SeriesLimit.on(metrics);
        part(new ProcessFigures().bindTo(metrics));
        new Backlog(database, database.clock()).bindTo(metrics);
        part(new StageLag(brokers, stages(config))).bindTo(metrics);

        RouteBook book = new RouteBook();
        CamelRuntime camel =
                part(CamelRuntime.start(settings, config, brokers, vertx, metrics, book, database.clock()));
        camelContext.complete(camel.context());
        Wiring wiring = part(new Wiring(config, database, vertx, brokers, metrics, this::httpPort));
        ClosedWebhooks closed = wiring.bind(camel.context().getRegistry());
        MailboxWiring mailboxes = new MailboxWiring(config, database, database.clock());
        mailboxes.bind(camel.context().getRegistry());
        PauseWatch pauses = wiring.pauses(camel.context());
        // what routes have taken is finished while the services that they call are still there
        part(camel::stopRoutes);
        part(pauses);
        PublicHttpServer http = PublicHttpServer.start(camel.context(), config.http(), vertx);
        http.bindTo(metrics);
        part(http::close);
        if (config.sandbox()) {
            sandboxLabels(camel.context(), database);
        }
        FileStates files = new FileStates(database.clock());
        RouteFiles routes = new RouteFiles(
                camel.context(),
                config.routesDir(),
                () -> new HubCheck(config.routesDir(), config.mappingsDir(), settings).routes(),
                () -> swap(http),
                files);
        Reloader reloader =
                new Reloader(List.of(config.routesDir(), config.mappingsDir()), wiring.mappings(files), routes, files);
        routes.loadAll();
        wiring.start();
        part(mailboxes).open();

        ManagementServer management =
                part(new ManagementServer(vertx, adminTokens.join(), config.http(), wiring.audit()));
        wiring.manage(management, camel.context(), reloader);
        DeskWiring desk =
                wiring.desk(settings, camel.context(), files, new RouteViews(camel.context(), files, book), pauses);
        desk.manage(management);
        mailboxes.manage(management);
        management
                .on("GET", "/health/live", call -> HttpAnswer.json(200, Map.of("status", "UP")))
                .on("GET", "/health/ready", readiness(database, brokers))
                .on(
                        "GET",
                        "/metrics",
                        call -> new HttpAnswer(
                                200,
                                Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
                                metrics.scrape().getBytes(StandardCharsets.UTF_8)));
        part(new ConsoleWiring(config, vertx, wiring.shown(camel.context(), brokers, reloader, metrics)))
                .open(management, adminTokens.join(), desk::open);
        management.start(config.http().managementHost(), config.http().managementPort());
        management.watchCertificate(vertx, wiring.certificates());
        http.watchCertificate(vertx, wiring.certificates());
        http.open();
        httpPort.complete(http.port());
        managementPort.complete(management.port());
        describe(data, files, closed, mailboxes);
        settings.unknown().forEach(this::nameUnknown);
        part(reloader);
        if (config.reload()) {
            reloader.watch();
        }
    }

    /** Consumer groups of the stages, as routes/hub names them. */
    private static Map<String, Stage> stages(HubConfig config) {
        return Map.of(
                "harmonize", stage(config, Topics.INBOUND, "hub-harmonize"),
                "post-tracking", stage(config, Topics.EVENTS, "hub-post-tracking"),
                "label-aggregate", stage(config, Topics.LABELS, "hub-label-aggregate"));
    }

    private static Stage stage(HubConfig config, String topic, String group) {
        return new Stage(config.kafka().topic(topic), config.kafka().topicPrefix() + group);
    }

    /** Under a name that is another's nothing may be done any more, not even to end; what was acknowledged is kept. */
    private void nameLost() {
        LOG.error(
                "another node took this one's name while it did not answer, and this one stops node={} next=start it again;"
                        + " if the other is to stay, with another hub.node",
                config.node());
        Runtime.getRuntime().halt(1);
    }

    /** The routes learn its port as the setting, which may be 0. */
    private void sandboxLabels(CamelContext context, Database database) {
        Clock clock = database.clock();
        SandboxLabelServer server =
                part(SandboxLabelServer.start(config.sandboxLabels(), new SandboxSales(database, clock), clock));
        context.getPropertiesComponent()
                .addOverrideProperty(HubProperty.SANDBOX_LABEL_PORT.key(), String.valueOf(server.port()));
    }

    private static RouteFiles.Swapping.Over swap(PublicHttpServer http) {
        http.swapBegins();
        return http::swapEnds;
    }

    /** A mistyped setting must not pass for a set one; the hub runs, since the variable may be of something else. */
    private void nameUnknown(String name, String where) {
        boolean variable = name.startsWith("HUB_");
        List<String> known = Arrays.stream(HubProperty.values())
                .map(HubProperty::key)
                .map(key -> variable ? Settings.environmentName(key) : key)
                .toList();
        String meant = Suggest.closest(name, known)
                .map(closest -> "did you mean '" + closest + "'?")
                .orElse("see config/hub.properties.example");
        banner.add("  UNKNOWN SETTING " + name + " (" + where + ") has no effect; " + meant);
        LOG.warn("unknown setting has no effect name={} where={} hint={}", name, where, meant);
    }

    private Health readiness(Database database, KafkaClients brokers) {
        return new Health()
                .check("store", () -> {
                    database.read(connection -> connection.isValid(2));
                    return database.dialect().folder();
                })
                .check("kafka", () -> Topics.reachable(brokers));
    }

    private void describe(DataFolder data, FileStates files, ClosedWebhooks closed, MailboxWiring mailboxes) {
        banner.add("The hub is ready.");
        banner.add("  API, carrier webhooks   " + scheme(config.http().tls()) + "127.0.0.1:" + httpPort());
        banner.add("  console, health, admin  " + scheme(config.http().managementTls())
                + config.http().managementHost() + ":" + managementPort());
        banner.addAll(mailboxes.banner());
        if (config.adminToken().isEmpty()) {
            banner.add("  admin token             " + data.adminTokenFile());
        }
        if (!closed.list().isEmpty()) {
            banner.add("  webhooks closed until their secret is set: " + closed);
        }
        files.failures()
                .forEach(failure ->
                        banner.add("  SET ASIDE " + failure.file() + ": " + failure.reason() + " (see ./hub check)"));
    }

    private static String scheme(Optional<HubConfig.Tls> tls) {
        return tls.isPresent() ? "https://" : "http://";
    }

    /** What to tell the operator once the hub is up. */
    public List<String> banner() {
        return List.copyOf(banner);
    }

    /** Adds routes from the class path, beside those of the routes folder: what a bench measures against. */
    public void addRoutes(String resource) throws Exception {
        CamelContext context = camelContext.join();
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:" + resource));
    }

    /** Starts or stops one route by its id; what it has taken is finished first. */
    public void route(String id, boolean running) throws Exception {
        RouteController routes = camelContext.join().getRouteController();
        if (running) {
            routes.startRoute(id);
        } else {
            routes.stopRoute(id);
        }
    }

    /** For tests that look at routes. */
    CamelContext camel() {
        return camelContext.join();
    }

    /** Where the admin token is kept that the hub made, unless one was told. */
    public Path adminTokenFile() {
        return DataFolder.adminTokenFile(config.dataDir()).toAbsolutePath();
    }

    /** What opens {@code /admin}. */
    public String adminToken() {
        return adminTokens.join().operator();
    }

    /** The port the public HTTP server listens on. */
    public int httpPort() {
        return httpPort.join();
    }

    /** The port the management server listens on. */
    public int managementPort() {
        return managementPort.join();
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Closing.inTurn(parts.pop());
        }
    }
}
