package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.caravanserai.testkit.cluster.Balance;
import io.caravanserai.testkit.cluster.Cluster;
import io.caravanserai.testkit.cluster.EventLedger;
import io.caravanserai.testkit.cluster.Fault;
import io.caravanserai.testkit.cluster.FaultRun;
import io.caravanserai.testkit.cluster.Faults;
import io.caravanserai.testkit.cluster.SteadyLoad;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One fault of a cluster under load, and what became of every event; prints how soon all was well again. */
final class FaultTrial {
    /** Of one endpoint, a setting of the hubs. */
    private static final int IN_FLIGHT = 4;
    /** A node that goes on after a pause first sends what it had read ahead: twice what may be in flight. */
    private static final int MOST_REPEATS = 3 * IN_FLIGHT;

    static final Map<String, String> SETTINGS =
            Map.of("hub.kafka.partitions", "6", "hub.webhook.max-in-flight", String.valueOf(IN_FLIGHT));

    private static final int SHIPMENTS = 24;
    private static final int EVENTS_A_SECOND = 40;

    private final Cluster cluster;

    FaultTrial(Cluster cluster) {
        this.cluster = cluster;
        cluster.notices().forEach(notice -> System.out.println("notice: " + notice));
    }

    static List<String> options() throws IOException {
        List<String> options = new ArrayList<>(HubClasses.options());
        options.add("-Xmx512m");
        return options;
    }

    void losesNothing(String name) throws Exception {
        List<Fault> faults = Faults.of(cluster).stream()
                .filter(fault -> fault.name().equals(name))
                .toList();
        assumeThat(faults).as("%s", cluster.notices()).isNotEmpty();
        String prefix = name.replaceAll("[^0-9A-Za-z]", "") + "-";
        try (EventLedger ledger = EventLedger.open(cluster.hubs().get(0), prefix, SHIPMENTS);
                SteadyLoad load = SteadyLoad.begin(cluster, ledger, EVENTS_A_SECOND)) {

            FaultRun.Recovery recovery = new FaultRun(cluster, ledger, load).run(faults.get(0));

            load.end();
            Balance balance = Balance.of(cluster, ledger, prefix);
            System.out.println(recovery.words() + "; " + balance.words());
            assertThat(balance.evens()).as(balance.words()).isTrue();
            assertThat(balance.unread() + balance.givenUp()).as(balance.words()).isZero();
            assertThat(balance.tally().outOfOrder()).as(balance.words()).isZero();
            assertThat(balance.tally().otherIds()).as(balance.words()).isZero();
            assertThat(balance.tally().repeats()).as(balance.words()).isLessThanOrEqualTo(MOST_REPEATS);
        }
    }
}
