package io.caravanserai.replay;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.Ids;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays of raw messages through the mappings of now, one at a time; the last one can be looked at. */
public final class Replays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final Supplier<MappingLibrary> mappings;
    private final Database database;
    private final Publisher publisher;
    private final DeadLetterStore deadLetters;
    private final Topics topics;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "hub-replay");
        made.setDaemon(true);
        return made;
    });
    private @Nullable Job last;

    /** Brokers, and full names of the topics {@code carrier.inbound} and {@code tracking.events}. */
    public record Topics(KafkaClients brokers, String inbound, String events) {}

    private static final class Job {
        private final String id;
        private final ReplayRequest request;
        private final ReplayReport report = new ReplayReport();
        private volatile String status = "running";
        private volatile @Nullable String failure;

        Job(String id, ReplayRequest request) {
            this.id = id;
            this.request = request;
        }

        Map<String, @Nullable Object> view() {
            Map<String, @Nullable Object> view = new LinkedHashMap<>();
            view.put("id", id);
            // read before the counts: what is done counts no further
            view.put("status", status);
            view.put("failure", failure);
            view.put("carrier", request.carrier());
            view.put("from", request.from().toString());
            view.put("to", request.to().toString());
            view.put("dry_run", request.dryRun());
            view.putAll(report.view());
            return view;
        }
    }

    public Replays(
            Supplier<MappingLibrary> mappings,
            Database database,
            Publisher publisher,
            DeadLetterStore deadLetters,
            Topics topics,
            Clock clock) {
        this.mappings = mappings;
        this.database = database;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * {@code POST /admin/replay {carrier, from, to?, dry_run?}}: 202 with the replay, which goes on by itself; 400 when
     * it cannot be done, 409 while another one runs.
     */
    public synchronized HttpAnswer start(HttpCall call) {
        ReplayRequest request = ReplayRequest.parse(call.body(), clock.instant());
        MappingLibrary library = mappings.get();
        if (library.carrier(request.carrier()).isEmpty()) {
            throw HttpProblem.of(400, library.whyNot(request.carrier()));
        }
        if (last != null && last.status.equals("running")) {
            throw HttpProblem.of(
                    409,
                    "The replay " + last.id + " of carrier " + last.request.carrier()
                            + " runs; wait until it is done.");
        }
        Job job = new Job(Ids.next(clock.millis()), request);
        last = job;
        thread.execute(() -> run(job, library));
        return HttpAnswer.json(202, job.view());
    }

    /** {@code GET /admin/replay/{id}}: 200 with its counts so far; 404 unless it is the last one since the hub started. */
    public synchronized HttpAnswer get(HttpCall call) {
        if (last == null || !last.id.equals(call.pathParam("id"))) {
            throw HttpProblem.of(404, "There is no such replay; the hub knows the last one since it started.");
        }
        return HttpAnswer.json(200, last.view());
    }

    private void run(Job job, MappingLibrary library) {
        try {
            Harmonizer harmonizer = new Harmonizer(() -> library, clock);
            ReplayRun run = new ReplayRun(
                    job.request,
                    harmonizer,
                    database,
                    publisher,
                    topics.events(),
                    SecretMask.ofProcess()::mask,
                    job.report);
            new InboundArchive(topics.brokers(), topics.inbound()).read(job.request, run::take, job.report::passed);
            run.compare();
            new DeadLetterReplay(deadLetters, harmonizer).run(job.request, job.report);
            job.status = "done";
            LOG.info(
                    "replayed carrier={} from={} to={} dry_run={} counts={}",
                    job.request.carrier(),
                    job.request.from(),
                    job.request.to(),
                    job.request.dryRun(),
                    job.report.view());
        } catch (Exception e) {
            job.failure = SecretMask.ofProcess().mask(String.valueOf(e.getMessage()));
            job.status = "failed";
            LOG.error("a replay broke off, it can be repeated carrier={}", job.request.carrier(), e);
        }
    }

    /** A replay under way is broken off: repeating it does the rest. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("a replay does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
