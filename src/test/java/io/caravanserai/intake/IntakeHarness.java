package io.caravanserai.intake;

import io.caravanserai.alert.Alerts;
import io.caravanserai.codec.CodecLimits;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.PublicHttpServer;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.route.LabelQueueComponent;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The intake part of the hub on real parts: Camel with the shipped Kamelets, Kafka, the store, the HTTP server. */
final class IntakeHarness implements AutoCloseable {
    final CamelContext context = new DefaultCamelContext();
    final KafkaSettings kafka;
    final Database database;
    final DeadLetterStore deadLetters;
    final ClosedWebhooks closedWebhooks;
    final Alerts alerts;
    final RouteHealth health;
    final Path dataDir;
    final int port;
    final List<InboundMessage> replayed = new CopyOnWriteArrayList<>();
    private final PollWatch polls;
    private final LabelQueue labels;
    private final Vertx vertx = Vertx.vertx();
    private final String inbound;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    private IntakeHarness(Path dataDir, KafkaSettings kafka, String bootstrap, Map<String, String> properties)
            throws Exception {
        this.dataDir = dataDir;
        this.kafka = kafka;
        HubConfig config = HubConfig.from(Settings.of(
                        Map.of("hub.data.dir", dataDir.toString(), "hub.http.port", "0", "hub.http.host", "127.0.0.1"))
                .with(properties));
        this.database = Database.open(config.store(), dataDir);
        this.alerts = new Alerts(database, Clock.systemUTC());
        this.health = new RouteHealth(alerts, Clock.systemUTC());
        this.polls = new PollWatch(database, config.node(), health);
        this.deadLetters =
                new DeadLetterStore(database, dataDir.resolve("dead-letters"), replayed::add, Clock.systemUTC());
        Properties initial = new Properties();
        initial.setProperty("hub.kafka.bootstrap", bootstrap);
        initial.setProperty("hub.kafka.topic.inbound", kafka.topic(Topics.INBOUND));
        initial.setProperty("hub.data.dir", dataDir.toString());
        initial.setProperty("hub.sandbox", "false");
        initial.setProperty("hub.sandbox.label-port", "1");
        initial.setProperty("hub.sandbox.label-rate", "1");
        initial.setProperty("hub.mappings.dir", "edi-mappings");
        initial.putAll(properties);
        context.getPropertiesComponent().setInitialProperties(initial);
        context.setStreamCaching(false);
        context.getShutdownStrategy().setTimeout(5);
        context.getComponent("kamelet", KameletComponent.class)
                .setLocation("file:" + Path.of("routes/kamelets").toAbsolutePath());
        this.closedWebhooks = IntakeBeans.bind(
                context.getRegistry(),
                database,
                deadLetters,
                new Harmonizer(IntakeHarness::mappings, Clock.systemUTC()),
                alerts,
                polls,
                new FailedCalls(1_000, Clock.systemUTC()));
        IntakeBeans.bindFiles(
                context.getRegistry(),
                new CodecLimits(16 << 20, 200, 100),
                new FileCopies(dataDir, 1 << 20, Clock.systemUTC()));
        this.labels = new LabelQueue(database, "harness", Outbox.NONE, news -> {}, Clock.systemUTC());
        context.getRegistry().bind(LabelQueueComponent.QUEUE, labels);
        context.start();
        PublicHttpServer http = PublicHttpServer.start(context, config.http(), vertx);
        http.open();
        this.port = http.port();
        this.inbound = kafka.topic(Topics.INBOUND);
        this.consumer = consumer(bootstrap);
    }

    /** Those of the project, read when something is read with them. */
    private static MappingLibrary mappings() {
        try {
            return MappingLibrary.load(Path.of("edi-mappings"));
        } catch (MappingException e) {
            throw new IllegalStateException(e);
        }
    }

    static IntakeHarness start(Path dataDir, Map<String, String> properties) throws Exception {
        return new IntakeHarness(dataDir, TestBroker.freshTopics(), TestBroker.bootstrap(), properties);
    }

    /** The same, on topics and maybe brokers of the caller's choice. */
    static IntakeHarness start(Path dataDir, KafkaSettings kafka, String bootstrap, Map<String, String> properties)
            throws Exception {
        return new IntakeHarness(dataDir, kafka, bootstrap, properties);
    }

    /** Loads one file of routes/carriers, or any other file. */
    IntakeHarness load(String file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(
                        context, "file:" + Path.of(file).toAbsolutePath()));
        return this;
    }

    /** Loads a route given as text. */
    IntakeHarness route(String yaml) throws Exception {
        Path file = Files.createTempFile(dataDir, "route", ".camel.yaml");
        Files.writeString(file, yaml);
        return load(file.toString());
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** All records on the inbound topic so far. */
    List<ConsumerRecord<String, byte[]>> records() {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(consumer.partitionsFor(inbound).stream()
                    .map(partition -> new TopicPartition(inbound, partition.partition()))
                    .toList());
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        }
        return List.copyOf(records);
    }

    List<InboundMessage> inbound() {
        return records().stream()
                .map(record -> Json.read(record.value(), InboundMessage.class))
                .toList();
    }

    List<DeadLetterSource.Summary> dead() {
        return deadLetters.list(new DeadLetterSource.Page(100, null, null, null));
    }

    /** What the one polled server of this moment looks like. */
    PollReport report() {
        return context.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(ScheduledPollConsumer.class::isInstance)
                .map(consumer -> (PollReport) ((ScheduledPollConsumer) consumer).getPollStrategy())
                .findFirst()
                .orElseThrow();
    }

    /** Stops and removes all routes. */
    void removeRoutes() throws Exception {
        for (Route route : List.copyOf(context.getRoutes())) {
            context.getRouteController().stopRoute(route.getRouteId());
            context.removeRoute(route.getRouteId());
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrap) {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString());
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
        context.stop();
        polls.close();
        labels.close();
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
