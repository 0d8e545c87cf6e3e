package io.caravanserai.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs customers' scripts on threads of their own, each with so much processor time: JSLT cannot be stopped from
 * outside. A script that does not end is given up together with its thread, is not run again, and another thread takes
 * its place; with too many of those at once the others wait.
 */
final class TransformRunner implements AutoCloseable {
    /** Processor time of one run, so that a busy machine fails no good script. */
    static final Duration LIMIT = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(TransformRunner.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int WORKERS = 2;
    private static final int MOST_LOST = 4;
    private static final int MOST_SCRIPTS = 256;

    private final Duration patience;
    private final BlockingQueue<Run> waiting = new LinkedBlockingQueue<>();
    // below guarded by this
    private final List<Worker> workers = new ArrayList<>();
    /** The least recently used first. */
    private final Map<String, Script> scripts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Script> eldest) {
            return size() > MOST_SCRIPTS;
        }
    };

    private int lost;
    private @Nullable ScheduledExecutorService watch;

    /**
     * @param patience how long a message waits for a free thread before it is tried later
     */
    TransformRunner(Duration patience) {
        this.patience = patience;
    }

    /** A compiled script, and whether it once did not end. */
    private static final class Script {
        private final PayloadTransform transform;
        private volatile boolean endless;

        Script(PayloadTransform transform) {
            this.transform = transform;
        }
    }

    /** There was no thread for a script; that says nothing about it. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("transform: no time for it, the scripts of others take too long", null, false, false);
        }
    }

    private static final class Run {
        private final Script script;
        private final byte[] body;
        private final Promise<byte[]> done = Promise.promise();
        private final long since = System.nanoTime();
        /** Processor time of its thread at its beginning, nanoseconds; guarded by the runner. */
        private long startedAt;

        Run(Script script, byte[] body) {
            this.script = script;
            this.body = body;
        }

        void fail(String why) {
            done.tryFail(new IllegalArgumentException("transform: " + why));
        }
    }

    /**
     * @return the new body, empty when nothing is to be sent; fails with {@link Busy} when it may do better later, else
     *     with what is wrong with the script
     */
    Future<byte[]> run(String script, byte[] body) {
        try {
            Run run = new Run(script(script), body);
            waiting.add(run);
            return run.done.future();
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(new IllegalArgumentException("transform: " + e.getMessage(), e));
        }
    }

    private synchronized Script script(String text) {
        start();
        Script known = scripts.get(text);
        Script script = known == null ? new Script(PayloadTransform.compile(text)) : known;
        scripts.put(text, script);
        return script;
    }

    /** How many scripts that were given up still run. */
    synchronized int lost() {
        return lost;
    }

    private void start() {
        if (watch == null) {
            watch = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "hub-transform-watch"));
            var unused = watch.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < WORKERS; i++) {
                hire();
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void hire() {
        Worker worker = new Worker();
        workers.add(worker);
        worker.thread.start();
    }

    private synchronized void look() {
        for (Worker worker : List.copyOf(workers)) {
            Run run = worker.run;
            if (run != null && worker.spent(run) > LIMIT.toNanos()) {
                giveUp(worker, run);
            }
        }
        for (Run run : waiting) {
            if (System.nanoTime() - run.since > patience.toNanos() && waiting.remove(run)) {
                run.done.tryFail(new Busy());
            }
        }
    }

    private void giveUp(Worker worker, Run run) {
        worker.givenUp = true;
        run.script.endless = true;
        run.fail(tooLong());
        // a regular expression hears this, a loop does not
        worker.thread.interrupt();
        workers.remove(worker);
        lost++;
        LOG.warn("a script of a customer was given up after {} ms, {} of them still run", LIMIT.toMillis(), lost);
        if (lost < MOST_LOST) {
            hire();
        }
    }

    private static String tooLong() {
        return "it runs for more than " + LIMIT.toMillis() + " ms and is not run again until it is changed";
    }

    private final class Worker {
        private final Thread thread = daemon(this::work, "hub-transform");
        // guarded by the runner
        private @Nullable Run run;
        private boolean givenUp;

        void work() {
            try {
                for (Run next = waiting.take(); begins(next); next = waiting.take()) {
                    work(next);
                    ends();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            leaves();
        }

        private boolean begins(Run next) {
            synchronized (TransformRunner.this) {
                if (givenUp) {
                    waiting.add(next);
                    return false;
                }
                next.startedAt = time(thread);
                run = next;
                return true;
            }
        }

        private void ends() {
            synchronized (TransformRunner.this) {
                run = null;
            }
        }

        /** One that was given up has come to its end after all. */
        private void leaves() {
            synchronized (TransformRunner.this) {
                if (givenUp) {
                    lost--;
                    if (workers.size() < WORKERS) {
                        hire();
                    }
                }
            }
        }

        private void work(Run next) {
            if (next.script.endless) {
                next.fail(tooLong());
                return;
            }
            try {
                next.done.tryComplete(next.script.transform.apply(next.body));
            } catch (IllegalArgumentException e) {
                next.fail(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.warn("a script of a customer failed in a way of its own", e);
                next.fail("it fails: " + e.getClass().getSimpleName());
            }
        }

        /** Nanoseconds of processor time. */
        long spent(Run current) {
            return time(thread) - current.startedAt;
        }
    }

    private static long time(Thread thread) {
        long time = THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread.getId()) : -1;
        return time < 0 ? System.nanoTime() : time;
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.shutdownNow();
        }
        List<Worker> leaving = List.copyOf(workers);
        workers.clear();
        leaving.forEach(worker -> worker.thread.interrupt());
    }
}
