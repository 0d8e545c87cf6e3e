package io.caravanserai.testkit.cluster;

import java.time.Duration;
import java.util.Locale;

/** Lets faults happen to a cluster under load, one at a time, and measures how soon it has recovered. */
public final class FaultRun {
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Cluster cluster;
    private final EventLedger ledger;
    private final SteadyLoad load;

    public FaultRun(Cluster cluster, EventLedger ledger, SteadyLoad load) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.load = load;
    }

    /**
     * What a fault did.
     *
     * @param recovered from the fault until of every shipment an event was told that was sent after it
     * @param duringFault whether that was before its cause was mended
     * @param refused the longest time in which no event was accepted
     * @param afterwards from the mending until the same was so again
     * @param repeats messages that the customer got again
     */
    public record Recovery(
            String fault, Duration recovered, boolean duringFault, Duration refused, Duration afterwards, int repeats) {
        /** In one line. */
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "%s: all shipments told again after %.1f s%s, nothing accepted for %.1f s, %.1f s after its end, %d repeats",
                    fault,
                    seconds(recovered),
                    duringFault ? " while it lasted" : "",
                    seconds(refused),
                    seconds(afterwards),
                    repeats);
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1000.0;
        }
    }

    /**
     * Strikes, waits, heals and waits until all is well.
     *
     * @throws IllegalStateException when the cluster does not recover in time
     */
    public Recovery run(Fault fault) throws Exception {
        awaitSteady();
        Duration unused = load.longestGap();
        int repeatsBefore = ledger.tally().repeats();
        long struck = System.nanoTime();
        fault.strike().run();
        int[] mark = ledger.mark();
        boolean during = Waiting.until(fault.lasts(), () -> ledger.toldSince(mark));
        Duration recovered = since(struck);
        Thread.sleep(Math.max(0, fault.lasts().minus(recovered).toMillis()));
        fault.heal().run();
        long healed = System.nanoTime();
        int[] after = ledger.mark();
        awaitTold(fault, mark);
        if (!during) {
            recovered = since(struck);
        }
        awaitTold(fault, after);
        Duration afterwards = since(healed);
        cluster.awaitWhole();
        return new Recovery(
                fault.name(),
                recovered,
                during,
                load.longestGap(),
                afterwards,
                ledger.tally().repeats() - repeatsBefore);
    }

    private void awaitSteady() throws Exception {
        int[] mark = ledger.mark();
        Waiting.require("events are told", LONGEST, () -> ledger.toldSince(mark));
    }

    private void awaitTold(Fault fault, int[] mark) throws Exception {
        Waiting.require("after " + fault.name() + " every shipment is told", LONGEST, () -> ledger.toldSince(mark));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
