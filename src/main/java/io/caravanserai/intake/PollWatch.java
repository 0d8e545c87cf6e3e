package io.caravanserai.intake;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether each polled server was heard of lately. A poll that hangs is cut off, so that the next one
 * may do better. While a poll works its lease is kept, so that no other node polls the same folder.
 */
public final class PollWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollWatch.class);
    /** A node that stopped in the middle is waited for so long before another takes over. */
    private static final Duration TERM = Duration.ofSeconds(30);

    private final Database database;
    private final String node;
    private final RouteHealth health;
    private final ScheduledFuture<?> looking;
    private final List<Poll> polls = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread watcher = new Thread(work, "hub-poll-watch");
        watcher.setDaemon(true);
        return watcher;
    });

    /** @param node unique among the nodes of a cluster */
    public PollWatch(Database database, String node, RouteHealth health) {
        this.database = database;
        this.node = node;
        this.health = health;
        this.looking = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * From now on expects signs of life.
     *
     * @param place what is polled: two nodes with the same place take turns
     * @param silence how long there may be none
     * @param cut ends a poll that hangs, called by another thread than the poll's
     */
    synchronized Poll watch(String route, String place, Duration silence, Runnable cut) {
        Poll poll = new Poll(route, place, lease(place), silence, cut);
        polls.add(poll);
        return poll;
    }

    /** One for all routes of this node that poll the same place. */
    private Lease lease(String place) {
        return at(place).map(Poll::lease).findFirst().orElseGet(() -> new Lease(database, "poll " + place, node, TERM));
    }

    private Stream<Poll> at(String place) {
        return polls.stream().filter(poll -> poll.place.equals(place));
    }

    private void look() {
        for (Poll poll : polls) {
            try {
                poll.look();
            } catch (RuntimeException e) {
                LOG.warn("the watch over a poll failed and goes on route={}", poll.route, e);
            }
        }
    }

    @Override
    public void close() {
        looking.cancel(true);
        thread.shutdownNow();
    }

    /** One polled folder. */
    final class Poll {
        private final String route;
        private final String place;
        private final Lease lease;
        private final Duration silence;
        private final Runnable cut;
        private volatile long heard = System.nanoTime();
        private volatile boolean working;

        private Poll(String route, String place, Lease lease, Duration silence, Runnable cut) {
            this.route = route;
            this.place = place;
            this.lease = lease;
            this.silence = silence;
            this.cut = cut;
        }

        String route() {
            return route;
        }

        Lease lease() {
            return lease;
        }

        RouteHealth health() {
            return health;
        }

        /** A sign of life. */
        void beat() {
            heard = System.nanoTime();
        }

        /** A poll begins, unless another node polls the same. */
        boolean begin() {
            beat();
            working = lease.hold();
            return working;
        }

        /** A poll has ended, well or not. */
        void end() {
            beat();
            working = false;
        }

        private void look() {
            if (working) {
                lease.hold();
            }
            if (System.nanoTime() - heard > silence.toNanos()) {
                beat();
                health.down(
                        route,
                        AlertKind.POLL_DEAD,
                        "nothing was heard of the poll for " + silence.toSeconds()
                                + " s; its connection was cut and the next poll comes as scheduled: if this goes on, ask the"
                                + " carrier about the server, and restart the hub");
                cut.run();
            }
        }

        void close() {
            polls.remove(this);
            if (at(place).findAny().isEmpty()) {
                lease.giveBack();
            }
            health.forget(route);
        }
    }
}
