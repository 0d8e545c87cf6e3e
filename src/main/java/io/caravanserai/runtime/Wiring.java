package io.caravanserai.runtime;

import io.caravanserai.account.AccountStore;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.alert.Alerts;
import io.caravanserai.audit.AuditLog;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.delivery.DeliveryOutbox;
import io.caravanserai.delivery.edi.EdiOutbox;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.edifile.AckLetters;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.fx.ExchangeRates;
import io.caravanserai.fx.KeepRates;
import io.caravanserai.fx.TakeRates;
import io.caravanserai.harmonize.HarmonizeStage;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.ApiDescription;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.http.ServerTls;
import io.caravanserai.intake.ClosedWebhooks;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.intake.PollWatch;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.kafka.BatchCommit;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.kafka.Topics;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LabelReorder;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.route.LabelQueueComponent;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.partner.Partners;
import io.caravanserai.pause.PauseWatch;
import io.caravanserai.pause.Pauses;
import io.caravanserai.reload.FileStates;
import io.caravanserai.reload.MappingFiles;
import io.caravanserai.reload.Reloader;
import io.caravanserai.replay.Replays;
import io.caravanserai.routeview.RouteViews;
import io.caravanserai.shipment.Carriers;
import io.caravanserai.shipment.ShipmentApi;
import io.caravanserai.shipment.ShipmentStore;
import io.caravanserai.shipment.TrackerApi;
import io.caravanserai.shipment.TrackerStore;
import io.caravanserai.shipment.prepare.Preparation;
import io.caravanserai.store.Database;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.StoreStage;
import io.caravanserai.tracking.TrackApi;
import io.caravanserai.tracking.TrackingStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes the hub's services and gives the routes the names under which they call them. */
final class Wiring implements AutoCloseable {
    private final Clock clock;
    private final HubConfig config;
    private final Database database;
    private final MeterRegistry metrics;
    private final Publisher publisher;
    private final DeadLetterStore deadLetters;
    private final LiveMappings mappings;
    private final StatusTables statusTables = new StatusTables();
    private final AccountStore accounts;
    private final CustomerGuard guard;
    private final ExchangeRates rates;
    private final Alerts alerts;
    private final RouteHealth health;
    private final PollWatch polls;
    private final DeliveryWiring delivery;
    private final Outbox outbox;
    private final LabelQueue labels;
    private final BehaviourWiring behaviour;
    private final OwnLabelWiring ownLabels;
    private final LabelWiring labelApi;
    private final LabelNewsWiring labelNews;
    private final PageWiring pages;
    private final FileWiring files;
    private final Replays.Topics topics;
    private final Replays replays;
    private final AuditLog audit;
    private final Traces traces;
    private final FailedCalls failures;

    /** @param port of the public HTTP server, once it listens */
    Wiring(
            HubConfig config,
            Database database,
            Vertx vertx,
            KafkaClients brokers,
            MeterRegistry metrics,
            IntSupplier port) {
        this.config = config;
        this.database = database;
        this.clock = database.clock();
        this.metrics = metrics;
        this.publisher = new Publisher(brokers);
        this.traces = Traces.of(config.tracing(), config.node(), clock);
        String inbound = config.kafka().topic(Topics.INBOUND);
        this.mappings = mappings(config);
        this.deadLetters = deadLetters(inbound);
        this.accounts = new AccountStore(database, clock);
        this.failures = new FailedCalls(config.http().failureRate(), clock);
        this.guard = new CustomerGuard(accounts, config.apiRate(), failures, clock);
        this.audit = new AuditLog(database, config.node(), clock);
        this.rates = ExchangeRates.open(config.dataDir(), config.fxMaxAge(), clock);
        this.alerts = alerts(metrics);
        this.files = new FileWiring(config, database, metrics, clock);
        this.health = health(metrics);
        this.polls = new PollWatch(database, config.node(), health);
        this.delivery = new DeliveryWiring(config, database, vertx, traces, clock);
        delivery.bindTo(metrics);
        this.outbox = Outbox.all(
                List.of(new DeliveryOutbox(() -> mappings.get().trackerEventTypes(), clock), new EdiOutbox(clock)));
        this.behaviour = new BehaviourWiring(config, database, publisher, clock);
        this.labels = new LabelQueue(database, config.node(), outbox, this::labelEnded, clock);
        this.ownLabels = new OwnLabelWiring(config, database, clock);
        String scheme = config.http().tls().isPresent() ? "https" : "http";
        Supplier<String> publicUrl =
                () -> config.labels().publicUrl().orElseGet(() -> scheme + "://localhost:" + port.getAsInt());
        this.labelApi = labelApi(metrics, publicUrl);
        this.pages = new PageWiring(config, database, publicUrl, clock);
        this.labelNews = new LabelNewsWiring(config, database, publisher, pages.links(), clock);
        this.topics = new Replays.Topics(brokers, inbound, config.kafka().topic(Topics.EVENTS));
        this.replays = new Replays(mappings, database, publisher, deadLetters, topics, clock);
    }

    private Alerts alerts(MeterRegistry metrics) {
        Alerts made = new Alerts(database, clock);
        Gauge.builder("hub.alerts.open", made, Alerts::open)
                .description("Alerts that last, listed at /admin/alerts.")
                .register(metrics);
        return made;
    }

    private RouteHealth health(MeterRegistry metrics) {
        RouteHealth made = new RouteHealth(alerts, clock);
        made.onFirst(route -> Gauge.builder("hub.route.up", made, all -> all.measure(route))
                .description("1 while polls of the route's server go well, 0 while they fail.")
                .tag("route", route)
                .register(metrics));
        return made;
    }

    private LabelWiring labelApi(MeterRegistry metrics, Supplier<String> publicUrl) {
        LabelReorder reorder = new LabelReorder(database, outbox, delivery::wake, clock);
        return new LabelWiring(
                config.labels(),
                database,
                guard,
                labels,
                reorder,
                ownLabels.labels()::draw,
                this::formatAdded,
                metrics,
                publicUrl,
                clock);
    }

    private DeadLetterStore deadLetters(String inbound) {
        DeadLetterStore.Publisher publish =
                message -> publisher.publish(inbound, message.topicKey(), Json.bytes(message));
        return new DeadLetterStore(
                database,
                config.dataDir().resolve("dead-letters"),
                publish,
                new AckLetters(database, config.mappingsDir(), clock).stages(publish, this::hasMapping),
                clock);
    }

    private static LiveMappings mappings(HubConfig config) {
        try {
            return new LiveMappings(MappingLibrary.load(config.mappingsDir()));
        } catch (MappingException e) {
            throw new StartFailure("The mappings cannot be used: " + e.getMessage(), e);
        }
    }

    /** Answers which webhooks are closed, once the routes are loaded. */
    ClosedWebhooks bind(Registry registry) {
        Harmonizer harmonizer = new Harmonizer(mappings, clock);
        ClosedWebhooks closed = IntakeBeans.bind(registry, database, deadLetters, harmonizer, alerts, polls, failures);
        HarmonizeStage harmonize = new HarmonizeStage(harmonizer, deadLetters, traces);
        harmonize.bindTo(metrics);
        registry.bind("harmonizeBatch", harmonize);
        registry.bind(
                "storeBatch",
                new StoreStage(
                        new TrackingStore(database, outbox, clock),
                        (record, reason) -> keepUnreadable(Topics.EVENTS, record, reason),
                        traces));
        registry.bind("hubTraces", traces);
        registry.bind("statusTables", statusTables);
        registry.bind("commitBatch", new BatchCommit());
        registry.bind(LabelQueueComponent.QUEUE, labels);
        bindShipments(registry);
        bindLabelNews(registry);
        delivery.bind(registry, guard, mappings.get().codes().milestones());
        behaviour.bind(registry);
        pages.bind(registry);
        files.bind(registry);
        return closed;
    }

    private void bindShipments(Registry registry) {
        ShipmentStore store = new ShipmentStore(database, outbox);
        Preparation preparation = new Preparation(() -> mappings.get().addresses(), rates);
        ShipmentApi shipments = new ShipmentApi(
                guard,
                database,
                store,
                preparation,
                new Carriers(this::knownCarrier, labels::takesBack, ownLabels.templates()::sizesFor),
                pages.links(),
                delivery::wake,
                clock);
        HttpHandler create = thenWakeLabels(shipments::create);
        handler(registry, "createShipment", create);
        labelApi.bind(registry, create);
        handler(registry, "getShipment", shipments::get);
        handler(registry, "cancelShipment", call -> {
            HttpAnswer answer = thenWakeLabels(shipments::cancel).handle(call);
            labelNews.wake();
            return answer;
        });
        registry.bind("takeExchangeRates", new TakeRates(rates));
        registry.bind("keepExchangeRates", new KeepRates(rates));
        TrackerStore followed = new TrackerStore(database, outbox, pages.links());
        TrackerApi trackers = new TrackerApi(guard, followed, this::knownCarrier, delivery::wake, clock);
        handler(registry, "createTrackers", trackers::create);
        new Housekeeping(config, database, clock).bind(registry, deadLetters, files);
        TrackApi track = new TrackApi(guard, database);
        handler(registry, "trackQuery", track::list);
        handler(registry, "shipmentTrack", track::get);
        handler(registry, "apiDescription", new ApiDescription()::answer);
    }

    private HttpHandler thenWakeLabels(HttpHandler handler) {
        return call -> {
            HttpAnswer answer = handler.handle(call);
            labels.wake();
            return answer;
        };
    }

    private void bindLabelNews(Registry registry) {
        labelNews.bind(
                registry,
                guard,
                labelApi.documents()::labels,
                labelApi.links()::of,
                (record, reason) -> keepUnreadable(Topics.LABELS, record, reason),
                delivery::wake);
    }

    /** A customer wants labels that are made in a further format. */
    private void formatAdded(String shipment, LabelFormat format, LabelSize size) {
        database.write(connection -> {
            LabelOutcomes.wantedAs(connection, shipment, format.code(), size.code(), clock.millis());
            return true;
        });
        labelNews.wake();
    }

    /** A call about a label came to an end, perhaps its work too. */
    private void labelEnded(List<Outbox.Notification> news) {
        delivery.wake(news);
        labelNews.wake();
    }

    private static void handler(Registry registry, String name, HttpHandler handler) {
        registry.bind(name, new HandlerProcessor(handler));
    }

    /** Carriers with a mapping folder, and in_house, which needs none; the sandbox only where it is open. */
    private boolean knownCarrier(String carrier) {
        return carrier.equals("sandbox") ? config.sandbox() : carrier.equals("in_house") || hasMapping(carrier);
    }

    private boolean hasMapping(String carrier) {
        return mappings.get().carrier(carrier).isPresent();
    }

    private void keepUnreadable(String topic, byte[] record, String reason) {
        deadLetters.record(new DeadLetter(
                "store",
                "unknown",
                reason,
                "",
                "unknown",
                new InboundMessage.Source("kafka", topic, 0, 0),
                "application/json",
                record));
    }

    /** The mappings as files that may change. */
    MappingFiles mappings(FileStates states) {
        return new MappingFiles(
                mappings, statusTables, ownLabels.templates(), pages.languages(), config.mappingsDir(), states);
    }

    /** Where what administrators do is kept. */
    AuditLog audit() {
        return audit;
    }

    /** Who is told of certificates that cannot be used. */
    ServerTls.Watcher certificates() {
        return new CertificateAlerts(alerts);
    }

    void start() {
        delivery.start();
        behaviour.start();
        labelNews.start();
        ownLabels.open(labels);
    }

    /**
     * Call it before routes are loaded.
     *
     * @return to be closed before Camel is
     */
    PauseWatch pauses(CamelContext context) {
        return new PauseWatch(context, new Pauses(database, clock), alerts, delivery::reload).open();
    }

    /**
     * What operators look at and do day by day.
     *
     * @param views the routes that run on this node
     * @param watch as {@link #pauses} made it
     */
    DeskWiring desk(Settings settings, CamelContext context, FileStates files, RouteViews views, PauseWatch watch) {
        Pauses pauses = new Pauses(database, clock);
        PartnerDesk partners =
                Partners.desk(config, settings, database, mappings, context, files, views, health, pauses, watch);
        return new DeskWiring(config, database, mappings, topics, labelApi.documents(), views, partners);
    }

    void manage(ManagementServer management, CamelContext context, Reloader reloader) {
        files.manage(management);
        behaviour.manage(management);
        pages.manage(management);
        new AdminWiring(
                        config,
                        database,
                        accounts,
                        audit,
                        replays,
                        alerts,
                        letters(),
                        rates,
                        () -> CarrierViews.of(mappings, context, health, database, clock))
                .open(management, reloader);
    }

    private DeadLetters letters() {
        return new DeadLetters(List.of(deadLetters, delivery.deadLetters()));
    }

    /** What the console shows. */
    ConsoleWiring.Parts shown(CamelContext context, KafkaClients brokers, Reloader reloader, MeterRegistry metrics) {
        return new ConsoleWiring.Parts(
                database, brokers, context, audit, mappings, health, alerts, letters(), replays, reloader, metrics);
    }

    @Override
    public void close() {
        Closing.inTurn(polls, replays, behaviour, labelApi, labels, labelNews, delivery, publisher, traces);
    }
}
