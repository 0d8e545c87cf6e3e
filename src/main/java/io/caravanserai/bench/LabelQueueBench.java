package io.caravanserai.bench;

import io.caravanserai.store.Sql;
import io.caravanserai.testkit.LabelShapes;
import io.caravanserai.testkit.LabelStub;
import io.caravanserai.testkit.LabelStub.Fault;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The label queue of a hub in a process of its own against a carrier in this one, which counts and judges by itself: how
 * much of the carrier's rate it uses, and what becomes of labels when answers are lost and the hub is killed.
 */
public final class LabelQueueBench {
    private static final double AIM_SHARE = 0.98;
    private static final int CUSTOMERS_AT_ONCE = 8;
    private static final String MADE = "SELECT COUNT(*) FROM label_work WHERE status = 'made'";
    private static final String ENDED =
            "SELECT COUNT(*) FROM label_work WHERE status IN ('made', 'failed', 'cancelled')";

    private final PrintWriter out;

    public LabelQueueBench(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs both measures; returns whether every aim was met.
     *
     * @param rate calls a second that the carrier allows in the first
     * @param seconds length of the first
     * @param labels bought in the second
     */
    public boolean run(int rate, int seconds, int labels) throws Exception {
        out.println(Machine.describe());
        boolean paced = pace(rate, seconds);
        return faults(labels) && paced;
    }

    /** A carrier that allows so many calls a second, and half a second's worth at once; the queue never runs dry. */
    private boolean pace(int rate, int seconds) throws Exception {
        try (LabelStub carrier = LabelStub.start(LabelShapes::sandbox, call -> Fault.NONE)
                        .limit(rate, Math.max(1, rate / 2));
                BenchHub hub = new BenchHub(settings(carrier, rate, "5s"))) {
            order(hub, rate * 5);
            long started = System.nanoTime();
            long before = carrier.calls();
            ExecutorService customers = Executors.newSingleThreadExecutor();
            Future<?> more = customers.submit(() -> {
                order(hub, rate * seconds);
                return null;
            });
            TimeUnit.SECONDS.sleep(seconds);
            double share = (carrier.calls() - before) / (rate * ((System.nanoTime() - started) / 1e9));
            long throttled = carrier.throttled();
            more.cancel(true);
            customers.shutdownNow();
            boolean met = share >= AIM_SHARE && throttled == 0;
            out.printf(
                    "pace: %d s at %d calls/s: %.1f %% of the rate used (aim %.0f), %d answers 429 (aim 0): %s%n",
                    seconds, rate, share * 100, AIM_SHARE * 100, throttled, met ? "met" : "MISSED");
            out.flush();
            return met;
        }
    }

    /** 5 % of the purchases are answered too late, 2 % end in HTTP 500, 1 % in a broken connection; kill -9 now and then. */
    private boolean faults(int labels) throws Exception {
        Random random = new Random();
        try (LabelStub carrier = LabelStub.start(LabelShapes::sandbox, call -> fault(call, random));
                BenchHub hub = new BenchHub(settings(carrier, 2_000, "1s"))) {
            long asked = System.nanoTime();
            order(hub, labels);
            double accepted = labels / ((System.nanoTime() - asked) / 1e9);
            int kills = 0;
            long nextKill = System.nanoTime();
            while (count(hub, ENDED) < labels) {
                if (System.nanoTime() > nextKill) {
                    hub.killAndRestart();
                    kills++;
                    nextKill = System.nanoTime() + TimeUnit.SECONDS.toNanos(5 + random.nextInt(10));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            double took = (System.nanoTime() - asked) / 1e9;
            long lost = labels - count(hub, MADE) + Math.abs(carrier.sales().sold() - labels);
            boolean met = lost == 0 && carrier.sales().duplicates() == 0;
            out.printf(
                    "faults: %d labels asked for at %.0f/s and made in %.0f s (%.0f/s) with %d kills, %d calls: %d bought twice, %d lost: %s%n",
                    labels,
                    accepted,
                    took,
                    labels / took,
                    kills,
                    carrier.calls(),
                    carrier.sales().duplicates(),
                    lost,
                    met ? "met" : "MISSED");
            out.flush();
            return met;
        }
    }

    private static Fault fault(LabelStub.Call call, Random random) {
        if (!call.method().equals("POST")) {
            return Fault.NONE;
        }
        int drawn = random.nextInt(200);
        if (drawn < 10) {
            return Fault.DONE_AND_SILENT;
        }
        if (drawn < 14) {
            return drawn < 12 ? Fault.ERROR : Fault.DONE_AND_ERROR;
        }
        return drawn == 14 ? Fault.RESET : drawn == 15 ? Fault.DONE_AND_RESET : Fault.NONE;
    }

    private static Map<String, String> settings(LabelStub carrier, int rate, String timeout) {
        return Map.of(
                "carrier.sandbox.label.url",
                carrier.url() + "/labels",
                "hub.sandbox.label-rate",
                String.valueOf(rate),
                "carrier.sandbox.label.timeout",
                timeout,
                "carrier.sandbox.label.settle",
                "5s",
                "carrier.sandbox.label.in-flight",
                "64",
                "carrier.sandbox.label.retries",
                "200ms,500ms,1s,1s,2s,2s,5s,5s,5s,5s");
    }

    private static void order(BenchHub hub, int labels) throws Exception {
        ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS_AT_ONCE);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < labels; i++) {
                calls.add(customers.submit(() -> {
                    hub.order();
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            customers.shutdownNow();
        }
    }

    private static long count(BenchHub hub, String sql) {
        return hub.database().read(connection -> Sql.number(connection, sql));
    }
}
