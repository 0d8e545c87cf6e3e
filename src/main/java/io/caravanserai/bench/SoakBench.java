package io.caravanserai.bench;

import io.caravanserai.testkit.cluster.Balance;
import io.caravanserai.testkit.cluster.Cluster;
import io.caravanserai.testkit.cluster.EventLedger;
import io.caravanserai.testkit.cluster.Fault;
import io.caravanserai.testkit.cluster.FaultRun;
import io.caravanserai.testkit.cluster.Faults;
import io.caravanserai.testkit.cluster.SteadyLoad;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A hub, or three on brokers and a database of their own, under a steady load while parts of it fail one after the other at
 * random; at the end what was accepted must be stored and told.
 */
public final class SoakBench {
    private static final int SHIPMENTS = 48;
    private static final String PREFIX = "SOAK";
    private static final int PROGRESS_SECONDS = 30;
    /** Between two faults, in which nothing goes wrong. */
    private static final int CALM_SECONDS = 15;

    private static final List<String> OPTIONS = List.of("-Xmx512m");

    private final PrintWriter out;
    private final Duration duration;
    private final int perSecond;
    private final Random random;

    /**
     * @param duration faults begin until then
     * @param perSecond events that carriers send
     * @param seed of what fails when
     */
    public SoakBench(PrintWriter out, Duration duration, int perSecond, long seed) {
        this.out = out;
        this.duration = duration;
        this.perSecond = perSecond;
        this.random = new Random(seed);
        out.println(Machine.describe());
        out.println("seed " + seed);
    }

    /**
     * Runs it; returns whether the ledger balances.
     *
     * @param three whether on three nodes
     */
    public boolean run(boolean three) throws Exception {
        Path folder = Files.createTempDirectory("hub-soak");
        say("starting " + (three ? "three hubs, three brokers and PostgreSQL" : "one hub with all in it"));
        try (Cluster cluster =
                        three ? Cluster.ofThree(folder, Map.of(), OPTIONS) : Cluster.ofOne(folder, Map.of(), OPTIONS);
                EventLedger ledger = EventLedger.open(cluster.hubs().get(0), PREFIX, SHIPMENTS);
                SteadyLoad load = SteadyLoad.begin(cluster, ledger, perSecond)) {
            cluster.notices().forEach(notice -> say("notice: " + notice));
            boolean recovered = fail(cluster, ledger, load);
            load.end();
            Balance balance = Balance.of(cluster, ledger, PREFIX);
            boolean good = recovered
                    && balance.evens()
                    && balance.tally().otherIds() == 0
                    && balance.tally().outOfOrder() == 0;
            say(balance.words() + (good ? ": balances" : ": DOES NOT BALANCE"));
            return good;
        } finally {
            Folder.delete(folder);
        }
    }

    /** Whether the hubs recovered from every fault; the first from which they did not is the last. */
    private boolean fail(Cluster cluster, EventLedger ledger, SteadyLoad load) throws Exception {
        List<Fault> faults = Faults.of(cluster);
        FaultRun run = new FaultRun(cluster, ledger, load);
        long started = System.nanoTime();
        ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor();
        var unused = progress.scheduleAtFixedRate(
                () -> say(progress(started, ledger.tally())), PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        try {
            while (System.nanoTime() - started < duration.toNanos()) {
                TimeUnit.SECONDS.sleep(1 + random.nextInt(CALM_SECONDS));
                say(run.run(faults.get(random.nextInt(faults.size()))).words());
            }
            return true;
        } catch (IllegalStateException e) {
            say("NOT RECOVERED: " + e.getMessage());
            return false;
        } finally {
            progress.shutdownNow();
        }
    }

    private String progress(long started, EventLedger.Tally tally) {
        return String.format(
                "  %d of %d s: accepted %d, told %d",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                duration.toSeconds(),
                tally.accepted(),
                tally.told());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
