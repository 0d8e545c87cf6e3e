package io.caravanserai.flow;

import io.caravanserai.intake.RouteHealth;
import io.caravanserai.kafka.ConsumerLag;
import io.caravanserai.kafka.ConsumerLag.Position;
import io.caravanserai.kafka.ConsumerLag.Stage;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.Topics;
import io.caravanserai.store.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at routes, topics and store, and puts together how everything flows. */
public final class FlowWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowWatch.class);
    /** Who asks more often gets what was seen last. */
    private static final Duration FRESH = Duration.ofMillis(1_500);

    /** While Kafka does not answer it is not asked at every look, which would each have to wait for it. */
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    private static final int ENDPOINTS = 200;
    /** A delivery that was due so long ago is late, whatever its endpoint's pace. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final Position NOTHING = new Position(0, 0, Optional.empty());

    private final Sources sources;
    private final RunningRoutes routes;
    private final Backlog backlog;
    private final ConsumerLag lag;
    private final Clock clock;
    private final Pace pace = new Pace();
    private Map<Stage, Position> positions = Map.of();
    private @Nullable Flow last;
    private Instant kafkaAgain = Instant.MIN;

    /**
     * What the flow is seen by.
     *
     * @param node its name
     * @param topic the full name of a topic of {@link Topics}
     * @param carriers those with a mapping
     * @param exchanges how many messages a route has had since it was started
     */
    public record Sources(
            String node,
            CamelContext context,
            Function<String, String> topic,
            Supplier<? extends Collection<String>> carriers,
            RouteHealth health,
            ToLongFunction<String> exchanges) {}

    public FlowWatch(Sources sources, Database database, KafkaClients brokers) {
        this.sources = sources;
        this.routes = new RunningRoutes(sources.context());
        this.backlog = new Backlog(database);
        this.lag = new ConsumerLag(brokers);
        this.clock = database.clock();
    }

    /** How everything flows now. */
    public synchronized Flow now() {
        Instant now = clock.instant();
        if (last == null || Duration.between(last.at(), now).abs().compareTo(FRESH) > 0) {
            last = look(now);
        }
        return last;
    }

    private Flow look(Instant now) {
        List<RunningRoutes.Reader> harmonizers = routes.readers(topic(Topics.INBOUND));
        List<RunningRoutes.Reader> keepers = routes.readers(topic(Topics.EVENTS));
        List<RunningRoutes.Reader> labels = routes.readers(topic(Topics.LABELS));
        boolean kafka = see(List.of(harmonizers, keepers, labels), now);
        Edge in = edge("carriers", "harmonize", "raw messages", harmonizers, now);
        Edge events = edge("harmonize", "store", "events", keepers, now);
        Edge made = edge("labels", "customers", "finished labels", labels, now);
        Backlog.Waiting waiting = backlog.labels();
        Edge work = edge("store", "labels", "labels to make", backlog.labelled(now.toEpochMilli()), waiting, now);
        List<Backlog.Endpoint> endpoints = backlog.endpoints(ENDPOINTS);
        List<Part> customers = customers(endpoints, now);
        Edge out = deliveries(endpoints, customers, now);
        List<Part> parts = new ArrayList<>(carriers(now));
        parts.add(stage("harmonize", "Harmonize", harmonizers, in, kafka));
        parts.add(stage("store", "Store", keepers, events, kafka));
        parts.add(stage("labels", "Label queue", labels, work.state().isTrouble() ? work : made, kafka));
        parts.addAll(customers);
        return new Flow(now, sources.node(), parts, List.of(in, events, work, made, out));
    }

    /** Whether Kafka told; else what was seen before stands. */
    private boolean see(List<List<RunningRoutes.Reader>> readers, Instant now) {
        List<Stage> stages = readers.stream()
                .flatMap(List::stream)
                .map(RunningRoutes.Reader::stage)
                .distinct()
                .toList();
        if (now.isBefore(kafkaAgain)) {
            return false;
        }
        try {
            positions = lag.of(stages);
            pace.note(positions, now.toEpochMilli());
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("the flow cannot be seen reason={}", e.getMessage());
            kafkaAgain = clock.instant().plus(ASKED_AGAIN);
            return false;
        }
    }

    private Edge edge(String from, String to, String what, List<RunningRoutes.Reader> readers, Instant now) {
        Optional<Stage> slowest = readers.stream()
                .map(RunningRoutes.Reader::stage)
                .max((a, b) -> Long.compare(position(a).waiting(), position(b).waiting()));
        if (slowest.isEmpty()) {
            return new Edge(from, to, what, 0, 0, false, Optional.empty(), State.OFF);
        }
        Position position = position(slowest.get());
        double rate = pace.written(slowest.get());
        boolean stalls = pace.stalls(slowest.get(), position, now.toEpochMilli());
        State state = stalls ? State.STALLED : rate > 0 || position.waiting() > 0 ? State.BUSY : State.QUIET;
        return new Edge(from, to, what, rate, position.waiting(), false, position.oldest(), state);
    }

    private Position position(Stage stage) {
        return positions.getOrDefault(stage, NOTHING);
    }

    private static Edge edge(String from, String to, String what, double rate, Backlog.Waiting waiting, Instant now) {
        State state = isLate(waiting, now) && rate == 0
                ? State.STALLED
                : rate > 0 || waiting.count() > 0 ? State.BUSY : State.QUIET;
        return new Edge(from, to, what, rate, waiting.count(), waiting.more(), waiting.oldest(), state);
    }

    /** Endpoints that fail are told at the endpoint; the edge is as good as those that work. */
    private Edge deliveries(List<Backlog.Endpoint> endpoints, List<Part> customers, Instant now) {
        long count =
                endpoints.stream().mapToLong(each -> each.waiting().count()).sum()
                        + customers.stream()
                                .filter(part -> part.id().startsWith("outlet:"))
                                .mapToLong(Part::waiting)
                                .sum();
        Optional<Instant> oldest = endpoints.stream()
                .flatMap(each -> each.waiting().oldest().stream())
                .min(Instant::compareTo);
        double rate = backlog.delivered(now.toEpochMilli());
        State state = customers.stream().anyMatch(part -> part.state() == State.STALLED)
                ? State.STALLED
                : rate > 0 || count > 0 ? State.BUSY : State.QUIET;
        boolean more = endpoints.stream().anyMatch(each -> each.waiting().more());
        return new Edge("store", "customers", "webhooks and files", rate, count, more, oldest, state);
    }

    private static Part stage(String id, String name, List<RunningRoutes.Reader> readers, Edge before, boolean kafka) {
        List<String> off = readers.stream()
                .filter(reader -> !reader.runs())
                .map(RunningRoutes.Reader::route)
                .toList();
        if (!kafka) {
            return new Part(id, Part.Kind.STAGE, name, State.FAILING, "Kafka does not answer", 0);
        }
        if (readers.isEmpty() || !off.isEmpty()) {
            String words = readers.isEmpty() ? "its route does not run" : "does not run: " + String.join(", ", off);
            return new Part(id, Part.Kind.STAGE, name, State.FAILING, words, 0);
        }
        String words = before.state() == State.STALLED ? "nothing is done while something waits" : "";
        return new Part(id, Part.Kind.STAGE, name, before.state(), words, 0);
    }

    private List<Part> carriers(Instant now) {
        List<Part> parts = new ArrayList<>();
        routes.carriers(sources.carriers().get()).forEach((carrier, ids) -> {
            List<String> off = ids.stream().filter(id -> !routes.runs(id)).toList();
            Optional<String> down = ids.stream()
                    .flatMap(id -> sources.health().of(id).stream())
                    .filter(health -> !health.up())
                    .map(health -> Optional.ofNullable(health.reason()).orElse("its server cannot be polled"))
                    .findFirst();
            Stage counted = new Stage("carrier:" + carrier, "");
            long had = ids.stream().mapToLong(sources.exchanges()).sum();
            pace.note(Map.of(counted, new Position(had, 0, Optional.empty())), now.toEpochMilli());
            double rate = pace.written(counted);
            State runs = rate > 0 ? State.BUSY : State.QUIET;
            State state = down.isPresent() ? State.FAILING : off.size() == ids.size() ? State.OFF : runs;
            String words = down.orElse(off.isEmpty() ? "" : "not running: " + String.join(", ", off));
            parts.add(new Part("carrier:" + carrier, Part.Kind.CARRIER, carrier, state, words, rate, 0, null));
        });
        return parts;
    }

    private List<Part> customers(List<Backlog.Endpoint> endpoints, Instant now) {
        List<Part> parts = new ArrayList<>();
        for (Backlog.Endpoint endpoint : endpoints) {
            parts.add(customer(endpoint, now));
        }
        for (Backlog.Outlet outlet : backlog.outlets()) {
            parts.add(customer(
                    "outlet:" + outlet.name(), outlet.customer(), outlet.name(), State.BUSY, "", outlet.waiting()));
        }
        return parts;
    }

    private static Part customer(Backlog.Endpoint endpoint, Instant now) {
        State state = State.QUIET;
        String words = "";
        if (!endpoint.status().equals("active")) {
            state = State.OFF;
            words = "is not called any more: " + endpoint.status();
        } else if (endpoint.failingSince() > 0) {
            state = State.FAILING;
            words = "every call fails since "
                    + Instant.ofEpochMilli(endpoint.failingSince()).truncatedTo(ChronoUnit.SECONDS);
        } else if (isLate(endpoint.waiting(), now)) {
            state = State.STALLED;
            words = "takes less than is to be sent";
        } else if (endpoint.waiting().count() > 0) {
            state = State.BUSY;
        }
        return customer(
                "customer:" + endpoint.id(),
                endpoint.customer(),
                host(endpoint.url()),
                state,
                words,
                endpoint.waiting());
    }

    /** By the name that people know the customer by, and where it goes. */
    private static Part customer(
            String id, Backlog.Customer customer, String where, State state, String words, Backlog.Waiting waiting) {
        String name = customer.name() + ", " + where;
        return new Part(id, Part.Kind.CUSTOMER, name, state, words, 0, waiting.count(), customer.account());
    }

    private static boolean isLate(Backlog.Waiting waiting, Instant now) {
        return waiting.oldest()
                .filter(since -> Duration.between(since, now).compareTo(LATE) > 0)
                .isPresent();
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse(url);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private String topic(String name) {
        return sources.topic().apply(name);
    }

    @Override
    public void close() {
        lag.close();
    }
}
