package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A hub whose routes and mappings a test edits: the hub's own, the sandbox, and carriers of the test. */
public final class EditedHub implements AutoCloseable {
    /** A carrier by webhook that speaks the hub's codes. */
    static final String WEBHOOK =
            """
            - route:
                id: carrier-in-%1$s-webhook
                description: A carrier of the test.
                from:
                  uri: kamelet:carrier-webhook-source
                  parameters:
                    carrier: %1$s
                    verification: none
                    allowUnverified: true
                    keyPath: /tracking_number
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    final Path folder;
    final Path routes;
    final Path mappings;
    private final KafkaSettings kafka;
    private final TestHub hub;

    private EditedHub(Path folder, KafkaSettings kafka, TestHub hub) {
        this.kafka = kafka;
        this.folder = folder;
        this.routes = folder.resolve("routes");
        this.mappings = folder.resolve("edi-mappings");
        this.hub = hub;
    }

    /** Makes the folders without starting anything. */
    static Path prepare(Path folder, String... carriers) throws IOException {
        for (String part : List.of(
                "routes/hub",
                "routes/kamelets",
                "edi-mappings/harmonized",
                "edi-mappings/x12",
                "edi-mappings/edifact",
                "edi-mappings/sandbox")) {
            copy(Path.of(part), folder.resolve(part));
        }
        Files.createDirectories(folder.resolve("routes/carriers"));
        copy(Path.of("routes/carriers/sandbox.camel.yaml"), folder.resolve("routes/carriers/sandbox.camel.yaml"));
        for (String carrier : carriers) {
            mapping(folder, carrier);
            Files.writeString(folder.resolve("routes/carriers/" + carrier + ".camel.yaml"), WEBHOOK.formatted(carrier));
        }
        return folder;
    }

    /** A mapping folder for a carrier of the test. */
    static void mapping(Path folder, String carrier) throws IOException {
        Path of = Files.createDirectories(folder.resolve("edi-mappings").resolve(carrier));
        String sandbox = Files.readString(Path.of("edi-mappings/sandbox/tracking.map.yaml"));
        Files.writeString(of.resolve("tracking.map.yaml"), sandbox.replace("carrier: sandbox", "carrier: " + carrier));
    }

    /** Starts a hub on the folders; it reloads on request alone unless the settings say otherwise. */
    static EditedHub start(Path folder, Map<String, String> settings) {
        KafkaSettings kafka = TestBroker.freshTopics();
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "hub.kafka.topic-prefix", kafka.topicPrefix(),
                "hub.routes.dir", folder.resolve("routes").toString(),
                "hub.mappings.dir", folder.resolve("edi-mappings").toString(),
                "hub.reload", "false"));
        all.putAll(settings);
        return new EditedHub(folder, kafka, TestHub.onSharedBroker(folder.resolve("data"), all));
    }

    public static EditedHub with(Path folder, String... carriers) throws IOException {
        return with(folder, Map.of(), carriers);
    }

    /** The same with settings of the test's own. */
    public static EditedHub with(Path folder, Map<String, String> settings, String... carriers) throws IOException {
        return start(prepare(folder, carriers), settings);
    }

    /**
     * Brings routes and Kamelets back to what they were, so that the next test may have the same hub.
     *
     * @param first a copy of the routes, made by {@link #copy} when the hub was new
     */
    void restore(Path first) throws IOException, InterruptedException {
        for (Path file : files(routes)) {
            if (Files.notExists(first.resolve(routes.relativize(file)))) {
                Files.delete(file);
            }
        }
        for (Path file : files(first)) {
            Path now = routes.resolve(first.relativize(file));
            if (Files.notExists(now) || Files.mismatch(file, now) >= 0) {
                save(now, Files.readString(file));
            }
        }
        HttpResponse<String> answer = reload();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the hub was not restored: " + answer.body());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    public TestHub hub() {
        return hub;
    }

    /** The folder edi-mappings/ of the test. */
    public Path mappings() {
        return mappings;
    }

    Path carrier(String name) {
        return routes.resolve("carriers/" + name + ".camel.yaml");
    }

    /** Saves as editors do: a new file, renamed over the old one. */
    void save(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Saves with one text in the file replaced by another. */
    public void edit(Path file, String text, String by) throws IOException {
        String before = Files.readString(file);
        if (!before.contains(text)) {
            throw new IllegalArgumentException("there is no '" + text + "' in " + file);
        }
        save(file, before.replace(text, by));
    }

    /** Has the hub take over what was saved. */
    public HttpResponse<String> reload() throws IOException, InterruptedException {
        return hub.manage("POST", "/admin/reload", new byte[0]);
    }

    /** What {@code GET /admin/routes} says of a file or folder. */
    JsonNode state(Path file) throws IOException, InterruptedException {
        for (JsonNode one :
                TestHub.json(hub.manage("GET", "/admin/routes", new byte[0])).path("files")) {
            if (one.path("file").asText().equals(file.toString())) {
                return one;
            }
        }
        return Json.parse("{}".getBytes(UTF_8));
    }

    String status(Path file) throws IOException, InterruptedException {
        return state(file).path("status").asText("unknown");
    }

    /** The status of the answer to one event. */
    public int post(String carrier, String number) throws IOException, InterruptedException {
        return hub.post("/carriers/" + carrier + "/events", event(number, "collection/collected"))
                .statusCode();
    }

    static byte[] event(String number, String code) {
        return Json.bytes(Map.of("tracking_number", number, "code", code, "time", "2026-03-01T10:15:00+01:00"));
    }

    /** The thing that takes messages in for a route: the same object as long as the route is not restarted. */
    Consumer consumer(String route) {
        return hub.hub().camel().getRoute(route).getConsumer();
    }

    /** Ids of the routes that take from an address with this text, those of Kamelets included. */
    List<String> routesFrom(String text) {
        return hub.hub().camel().getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().contains(text))
                .map(Route::getRouteId)
                .toList();
    }

    /** How many messages were ever put on a topic of the hub. */
    long messagesOn(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", TestBroker.bootstrap());
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            List<TopicPartition> partitions = consumer.partitionsFor(kafka.topic(topic)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    int routes() {
        return hub.hub().camel().getRoutes().size();
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}
