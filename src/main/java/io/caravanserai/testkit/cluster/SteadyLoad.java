package io.caravanserai.testkit.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A carrier behind a load balancer, which sends events at a pace, each until a node takes it and one after the other for a
 * shipment. A node that does not answer is left alone for a moment.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final int CALLERS = 16;
    /** Carriers wait no longer. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final long LEFT_ALONE = TimeUnit.SECONDS.toNanos(2);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<HubNode> hubs;
    private final EventLedger ledger;
    private final long intervalNanos;
    private final BlockingQueue<String> shipments;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLongArray leftAloneUntil;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private volatile boolean over;

    // guarded by this
    private long nextNanos = System.nanoTime();
    private long lastNanos = System.nanoTime();
    private long longestGap;

    private SteadyLoad(List<HubNode> hubs, EventLedger ledger, int perSecond) {
        this.hubs = hubs;
        this.ledger = ledger;
        this.intervalNanos = SECOND / perSecond;
        this.shipments = new LinkedBlockingQueue<>(ledger.shipments());
        this.leftAloneUntil = new AtomicLongArray(hubs.size());
        for (int i = 0; i < hubs.size(); i++) {
            leftAloneUntil.set(i, System.nanoTime());
        }
    }

    /** Begins to send. */
    public static SteadyLoad begin(Cluster cluster, EventLedger ledger, int perSecond) {
        SteadyLoad load = new SteadyLoad(cluster.hubs(), ledger, perSecond);
        for (int i = 0; i < Math.min(CALLERS, ledger.shipments().size()); i++) {
            Thread caller = new Thread(load::send, "steady-load-" + i);
            caller.setDaemon(true);
            caller.start();
            load.callers.add(caller);
        }
        return load;
    }

    private void send() {
        try {
            while (!over) {
                awaitTurn();
                String shipment = shipments.take();
                byte[] event = ledger.next(shipment);
                while (!sent(event)) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                noteAccepted();
                ledger.accepted(shipment);
                shipments.put(shipment);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What could not be sent in time is sent at the same pace later, not all at once. */
    private void awaitTurn() throws InterruptedException {
        long turn;
        synchronized (this) {
            nextNanos = Math.max(nextNanos + intervalNanos, System.nanoTime() - SECOND);
            turn = nextNanos;
        }
        TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
    }

    private boolean sent(byte[] event) throws InterruptedException {
        int node = node();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + hubs.get(node).port() + "/carriers/sandbox/events"))
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        try {
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                return true;
            }
        } catch (IOException e) {
            // nobody knows whether it was taken
        }
        leftAloneUntil.set(node, System.nanoTime() + LEFT_ALONE);
        return false;
    }

    /** The next one, unless it did not answer lately and another did. */
    private int node() {
        long first = turns.getAndIncrement();
        long now = System.nanoTime();
        for (int i = 0; i < hubs.size(); i++) {
            int node = (int) ((first + i) % hubs.size());
            if (leftAloneUntil.get(node) - now <= 0) {
                return node;
            }
        }
        return (int) (first % hubs.size());
    }

    private synchronized void noteAccepted() {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastNanos);
        lastNanos = now;
    }

    /** The longest time in which nothing was accepted, since this was asked last. */
    synchronized Duration longestGap() {
        Duration gap = Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastNanos));
        longestGap = 0;
        lastNanos = System.nanoTime();
        return gap;
    }

    /** Ends it; every event that was begun has been accepted when this returns. */
    public void end() throws InterruptedException {
        over = true;
        for (Thread caller : callers) {
            caller.join(TimeUnit.MINUTES.toMillis(3));
        }
    }

    @Override
    public void close() {
        over = true;
        callers.forEach(Thread::interrupt);
    }
}
