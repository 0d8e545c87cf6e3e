package io.caravanserai.delivery;

import io.caravanserai.config.HubConfig;
import io.caravanserai.store.Database;
import io.caravanserai.store.Leases;
import io.caravanserai.store.StoreException;
import io.caravanserai.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks while it runs: lanes woken by the route of customer.notifications, and a sweeper that wakes whatever is
 * due in the store, be it a retry, a replay, or a message whose wake-up was lost in a crash.
 */
public final class DeliveryService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryService.class);
    static final Duration SWEEP = Duration.ofMillis(500);
    /** Short enough that what a killed node leaves is begun within five seconds of another's start. */
    static final Duration TERM = Duration.ofSeconds(3);

    private static final Duration RENEW = Duration.ofSeconds(1);
    private static final Duration PURGE = Duration.ofMinutes(10);
    /** Bodies held by all lanes together. */
    private static final long MEMORY = 64L * 1024 * 1024;

    private static final int WORKERS = 4;

    private final LaneDispatcher dispatcher = new LaneDispatcher();
    private final AttemptCounts attempts = new AttemptCounts();
    private final LaneStore store;
    private final Leases leases;
    private final DeliveryStore deliveries;
    private final RetrySchedule schedule;
    private final WebhookSender sender;
    private final ResultWriter results;
    private final Lane.Shared shared;
    private final HubConfig.Retention terms;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, threads("hub-delivery-"));
    /** Begins what waited for a while; nothing on it waits for the store. */
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("hub-delivery-timer-"));
    /** A thread for each of its tasks, so that a long purge delays neither retries nor leases. */
    private final ScheduledExecutorService sweeper =
            Executors.newScheduledThreadPool(3, threads("hub-delivery-sweeper-"));

    /**
     * @param policy which addresses may be called
     * @param node unique among live processes on one database, best the same after a restart
     * @param terms how long deliveries are kept
     * @param traces where calls are told
     */
    public DeliveryService(
            Vertx vertx,
            Database database,
            HubConfig.Webhook config,
            TargetPolicy policy,
            String node,
            HubConfig.Retention terms,
            Traces traces,
            Clock clock) {
        this.leases = new Leases(database, "lane ", node, TERM);
        this.store = new LaneStore(database, leases, new EndpointHealth(config.disableAfter()), clock);
        this.deliveries = new DeliveryStore(database, clock);
        this.schedule = new RetrySchedule(config.retrySchedule(), config.retryAfterCap(), new Random());
        this.sender = new WebhookSender(vertx, policy, config.timeout(), traces, clock);
        this.terms = terms;
        Executor working = this::work;
        this.results = new ResultWriter(store::record, working, this::later, this::settled);
        this.shared = new Lane.Shared(
                store,
                leases,
                sender,
                results,
                schedule,
                new MemoryBudget(MEMORY),
                working,
                this::later,
                dispatcher::forgetIfIdle,
                clock,
                config.maxInFlight());
    }

    /** Begins to send; what was due while the hub was away starts within a second. */
    public void start() {
        open();
        repeat(SWEEP, () -> dispatcher.wake(store.lanesDue()));
        repeat(RENEW, () -> leases.renew(dispatcher::isActive));
        repeat(PURGE, () -> deliveries.purge(terms.deliveries(), terms.deadLetters(), schedule.total()));
    }

    /** Lets lanes work that are woken, without the sweeper. */
    void open() {
        dispatcher.open(shared);
    }

    /** What the route of customer.notifications wakes. */
    public LaneDispatcher dispatcher() {
        return dispatcher;
    }

    private void settled(Settled result) {
        attempts.count(result.outcome());
        dispatcher.settled(result);
    }

    /** Tells its figures to a registry. */
    public void bindTo(MeterRegistry metrics) {
        attempts.bindTo(metrics);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    /** Lets open calls end, at most for {@code wait}, and writes their results; all else stays in the store. */
    public void close(Duration wait) {
        timer.shutdownNow();
        sweeper.shutdownNow();
        dispatcher.close();
        long until = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < until && (dispatcher.hasOpenCalls() || !results.idle())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        workers.shutdown();
        sender.close();
        try {
            if (workers.awaitTermination(5, TimeUnit.SECONDS)) {
                leases.renew(lane -> false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat(Duration period, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (StoreException e) {
                LOG.error("the sweeper of webhooks could not use the store and tries again", e);
            }
        };
        var unused = sweeper.scheduleWithFixedDelay(guarded, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void later(Duration delay, Runnable task) {
        try {
            var unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is begun any more, the hub is stopping");
        }
    }

    private void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is begun any more, the hub is stopping");
        }
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
