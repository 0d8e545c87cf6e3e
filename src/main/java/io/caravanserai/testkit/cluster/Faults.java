package io.caravanserai.testkit.cluster;

import io.caravanserai.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The faults that a cluster on this machine can be given. */
public final class Faults {
    /** How long a part is away. */
    private static final Duration AWAY = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration JUMP = Duration.ofHours(2);

    private final Cluster cluster;

    private Faults(Cluster cluster) {
        this.cluster = cluster;
    }

    /** All of them, each once for each part that it may meet. */
    public static List<Fault> of(Cluster cluster) {
        Faults faults = new Faults(cluster);
        List<Fault> all = new ArrayList<>();
        for (int i = 0; i < cluster.hubs().size(); i++) {
            all.add(faults.hubKilled(i));
            all.add(faults.hubPaused(i));
        }
        cluster.brokers().ifPresent(brokers -> {
            for (int i = 0; i < brokers.count(); i++) {
                all.add(faults.brokerKilled(i));
            }
            all.add(faults.hubCutOff());
        });
        cluster.postgres().ifPresent(postgres -> all.add(faults.postgresCrashed(postgres)));
        cluster.clock().ifPresent(clock -> {
            all.add(faults.clockJumps("ahead", JUMP, clock));
            all.add(faults.clockJumps("back", JUMP.negated(), clock));
        });
        cluster.disk().ifPresent(disk -> all.add(faults.diskFull(disk)));
        return all;
    }

    /** {@code kill -9}; it starts again once it has been away for a while. */
    public Fault hubKilled(int index) {
        HubNode hub = cluster.hubs().get(index);
        return new Fault("hub " + (index + 1) + " killed", AWAY, hub::kill, hub::restart);
    }

    /** SIGSTOP, then SIGCONT: it goes on where it was, in the belief that no time has passed. */
    public Fault hubPaused(int index) {
        HubNode hub = cluster.hubs().get(index);
        return new Fault("hub " + (index + 1) + " paused", PAUSE, () -> hub.signal("STOP"), () -> hub.signal("CONT"));
    }

    private Fault brokerKilled(int index) {
        JavaProcess broker = cluster.brokers().orElseThrow().process(index);
        return new Fault("broker " + (index + 1) + " killed", AWAY, broker::kill, broker::relaunch);
    }

    private Fault postgresCrashed(PostgresNode postgres) {
        return new Fault("PostgreSQL crashed", Duration.ofSeconds(10), postgres::crash, postgres::restart);
    }

    /** Neither PostgreSQL nor Kafka answers the last hub, nor does it learn that connections ended. */
    private Fault hubCutOff() {
        List<TcpProxy> network = new ArrayList<>(cluster.brokers().orElseThrow().network());
        cluster.postgres().ifPresent(postgres -> network.add(postgres.network()));
        return new Fault(
                "hub " + cluster.hubs().size() + " cut off",
                PAUSE,
                () -> network.forEach(way -> way.swallow(true)),
                () -> network.forEach(way -> {
                    // what was swallowed never comes, so no connection of before can go on
                    way.breakAll();
                    way.swallow(false);
                }));
    }

    private Fault clockJumps(String where, Duration by, ShiftedClock clock) {
        return new Fault(
                "clock of hub 2 jumps two hours " + where,
                PAUSE,
                () -> clock.shift(by),
                () -> clock.shift(Duration.ZERO));
    }

    /** Of one hub alone, or of the last broker: what lives on it may end, and is started again once there is room. */
    private Fault diskFull(SmallDisk disk) {
        boolean alone = cluster.brokers().isEmpty();
        return new Fault(
                alone
                        ? "disk of the hub full"
                        : "disk of broker " + cluster.brokers().orElseThrow().count() + " full",
                AWAY,
                disk::fill,
                () -> {
                    disk.free();
                    if (alone) {
                        restartIfGone(cluster.hubs().get(0));
                    } else {
                        Brokers brokers = cluster.brokers().orElseThrow();
                        restartIfGone(brokers.process(brokers.count() - 1));
                    }
                });
    }

    private static void restartIfGone(HubNode hub) throws Exception {
        if (!hub.isAlive()) {
            hub.restart();
        }
    }

    private static void restartIfGone(JavaProcess broker) throws Exception {
        if (!broker.isAlive()) {
            broker.relaunch();
        }
    }
}
