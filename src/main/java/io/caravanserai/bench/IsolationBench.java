package io.caravanserai.bench;

import io.caravanserai.config.Settings;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What the customers of 99 endpoints notice of a hundredth that takes its share of the messages and answers after half a
 * minute: how long a message takes at a steady pace, and how fast a backlog goes out. Halves with and without the fault
 * take turns.
 */
final class IsolationBench {
    private static final int ENDPOINTS = 100;
    private static final int PER_SECOND = 500;
    private static final int BACKLOG = 10_000;
    private static final int ROUNDS = 5;
    private static final Duration TICK = Duration.ofMillis(10);
    private static final double P99_AIM = 2;
    private static final double THROUGHPUT_AIM = 0.9;

    private final PrintWriter out;
    private final Settings settings;
    private final Duration duration;
    private final Duration warmUp;
    private final Side sound = new Side();
    private final Side faulty = new Side();

    /** @param duration of the steady pace in each half; beyond 15 s, calls that hang are given up and come again */
    IsolationBench(PrintWriter out, Settings settings, Duration duration, Duration warmUp) {
        this.out = out;
        this.settings = settings;
        this.duration = duration;
        this.warmUp = warmUp;
    }

    /** What one kind of half measured. */
    private static final class Side {
        private final List<Histogram> halves = new ArrayList<>();
        private long sent;
        private long nanos;

        double perSecond() {
            return sent * 1e9 / nanos;
        }

        /** The median of the halves', since one stall of the machine makes the p99 of the half it meets. */
        double millis(double percentile) {
            return halves.stream()
                            .mapToLong(half -> half.getValueAtPercentile(percentile))
                            .sorted()
                            .skip(halves.size() / 2)
                            .findFirst()
                            .orElseThrow()
                    / 1000.0;
        }
    }

    boolean run(Path data) throws InterruptedException {
        try (BenchSink sink = new BenchSink();
                RelayRig rig = new RelayRig(settings, data)) {
            rig.start();
            half(rig, sink, false, new Side(), warmUp);
            for (int round = 0; round < ROUNDS; round++) {
                half(rig, sink, false, sound, duration);
                half(rig, sink, true, faulty, duration);
            }
        }
        out.printf(
                "%n1 of %d endpoints hangs 30 s with 1 %% of %d messages a second, then of a backlog of %,d; %d halves of each, %d s%n",
                ENDPOINTS, PER_SECOND, BACKLOG, ROUNDS, duration.toSeconds());
        line("all sound", sound);
        line("one hangs: the other 99", faulty);
        double slower = faulty.millis(99) / sound.millis(99);
        double ratio = faulty.perSecond() / sound.perSecond();
        boolean met = slower <= P99_AIM && ratio >= THROUGHPUT_AIM;
        out.printf(
                "p99 %.2f times (aim <= %.1f), throughput %.2f (aim %.2f): %s%n",
                slower, P99_AIM, ratio, THROUGHPUT_AIM, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    private void line(String name, Side side) {
        out.printf(
                "%-44s %10.0f/s   p50 %.1f ms, p99 %.1f ms%n",
                name, side.perSecond(), side.millis(50), side.millis(99));
    }

    private static void half(RelayRig rig, BenchSink sink, boolean fault, Side side, Duration duration)
            throws InterruptedException {
        List<RelayRig.Customer> customers = rig.customers(ENDPOINTS, sink);
        sink.hang(fault ? customers.get(ENDPOINTS - 1).path() : "");
        long healthy = fault ? ENDPOINTS - 1 : ENDPOINTS;
        sink.latency();
        long before = sink.arrived();
        long told = pace(rig, customers, duration);
        await(sink, before + told * healthy / ENDPOINTS);
        side.halves.add(sink.latency());

        before = sink.arrived();
        long begin = System.nanoTime();
        for (int i = 0; i < BACKLOG; i += 500) {
            rig.tell(WebhookBench.portion(rig, customers, 500, 0));
        }
        long wanted = BACKLOG * healthy / ENDPOINTS;
        await(sink, before + wanted);
        side.sent += wanted;
        side.nanos += System.nanoTime() - begin;
        rig.retire(customers);
    }

    private static void await(BenchSink sink, long arrived) throws InterruptedException {
        while (sink.arrived() < arrived) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Tells whole rounds of all customers at a steady pace; how many messages. */
    private static long pace(RelayRig rig, List<RelayRig.Customer> customers, Duration duration) {
        long all = duration.toSeconds() * PER_SECOND / ENDPOINTS * ENDPOINTS;
        long begin = System.nanoTime();
        long told = 0;
        while (told < all) {
            long due = Math.min(all, (System.nanoTime() - begin) * PER_SECOND / TimeUnit.SECONDS.toNanos(1));
            List<ShipmentEvent> news = new ArrayList<>();
            for (; told < due; told++) {
                long at = begin + told * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                news.add(rig.event(customers.get((int) (told % ENDPOINTS)), at));
            }
            if (!news.isEmpty()) {
                rig.tell(news);
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
        return told;
    }
}
