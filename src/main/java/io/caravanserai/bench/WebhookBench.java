package io.caravanserai.bench;

import io.caravanserai.config.Settings;
import io.caravanserai.delivery.SignedCalls;
import io.caravanserai.delivery.WebhookSecret;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What webhooks cost the hub: signed calls beside a client that only signs and sends, messages relayed durably beside
 * commits of single rows, what an endpoint that hangs takes from the others, and how soon a hub that starts sends what is
 * overdue.
 */
public final class WebhookBench {
    private static final int OPEN = 64;
    private static final int ENDPOINTS = 100;
    private static final int PORTION = 200;
    /** Messages kept and not yet sent; with more, the backlog would be measured. */
    private static final int AHEAD = 20 * PORTION;
    /** The two sides of a ratio take turns, so that what else the machine does meets both. */
    private static final int ROUNDS = 4;

    private static final int OVERDUE = 20_000;
    private static final double SIGNED_AIM = 0.5;
    private static final double RELAY_AIM = 0.5;
    private static final double START_SECONDS = 5;
    private static final byte[] BODY = "x".repeat(800).getBytes(StandardCharsets.US_ASCII);

    private final PrintWriter out;
    private final Settings settings;
    private final Duration duration;
    private final Duration warmUp;

    /**
     * @param settings of the measured store and the webhooks
     * @param duration of each measure
     */
    public WebhookBench(PrintWriter out, Settings settings, Duration duration, Duration warmUp) {
        this.out = out;
        this.settings = settings;
        this.duration = duration;
        this.warmUp = warmUp;
    }

    /** Measures all; returns whether every aim was met. */
    public boolean run() throws Exception {
        out.println(Machine.describe());
        out.printf(
                "each %d s in %d turns after %d s of warm-up, endpoints in the same process%n",
                duration.toSeconds(), ROUNDS, warmUp.toSeconds());
        boolean met = signed();
        met &= inFolder(this::relay);
        met &= inFolder(data -> new IsolationBench(out, settings, duration, warmUp).run(data));
        met &= inFolder(this::overdue);
        return met;
    }

    /** A measure that keeps its data in a folder. */
    private interface Part {
        boolean run(Path data) throws Exception;
    }

    private static boolean inFolder(Part part) throws Exception {
        Path data = Files.createTempDirectory("hub-bench");
        try {
            return part.run(data);
        } finally {
            Folder.delete(data);
        }
    }

    private boolean signed() throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        WebhookSecret secret = WebhookSecret.random();
        try (BenchSink sink = new BenchSink();
                RawSigner raw = new RawSigner(vertx, sink.port(), OPEN, secret);
                SignedCalls own = new SignedCalls(vertx, sink.endpoint(""), secret)) {
            ClosedLoop limit = new ClosedLoop(OPEN, n -> raw.send("msg_" + n, BODY));
            ClosedLoop hub = new ClosedLoop(OPEN, n -> own.send("msg_" + n, BODY));
            limit.run(warmUp, false);
            hub.run(warmUp, false);
            for (int round = 0; round < ROUNDS; round++) {
                limit.run(duration.dividedBy(ROUNDS), true);
                hub.run(duration.dividedBy(ROUNDS), true);
            }
            out.printf("%nsigned calls, %d open, %d bytes each%n", OPEN, BODY.length);
            line("a client that signs and sends", limit.perSecond());
            line("the hub's sender", hub.perSecond());
            boolean met = verdict("sender to client", hub.perSecond() / limit.perSecond(), SIGNED_AIM);
            return met && limit.bad() == 0 && hub.bad() == 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private boolean relay(Path data) throws Exception {
        try (BenchSink sink = new BenchSink();
                RelayRig rig = new RelayRig(settings, data)) {
            SingleCommits commits = new SingleCommits(rig.database());
            List<RelayRig.Customer> customers = rig.customers(ENDPOINTS, sink);
            rig.start();
            relay(rig, sink, customers, warmUp);
            double relayed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                commits.run(duration.dividedBy(ROUNDS));
                relayed += relay(rig, sink, customers, duration.dividedBy(ROUNDS)) / ROUNDS;
            }
            out.printf(
                    "%nmessages kept, sent and kept as delivered; %d endpoints, store %s%n",
                    ENDPOINTS, rig.database().dialect());
            line("commits of a single row", commits.perSecond());
            line("messages relayed", relayed);
            commits.drop();
            return verdict("relayed to commits", relayed / commits.perSecond(), RELAY_AIM);
        }
    }

    /** Tells customers as fast as the relay keeps up, until the last message is kept as delivered; messages a second. */
    private static double relay(RelayRig rig, BenchSink sink, List<RelayRig.Customer> customers, Duration duration)
            throws InterruptedException {
        long before = sink.arrived();
        long begin = System.nanoTime();
        long told = 0;
        while (System.nanoTime() - begin < duration.toNanos()) {
            if (told - (sink.arrived() - before) < AHEAD) {
                rig.tell(portion(rig, customers, PORTION, 0));
                told += PORTION;
            } else {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        while (rig.hasPending()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return told * 1e9 / (System.nanoTime() - begin);
    }

    static List<ShipmentEvent> portion(RelayRig rig, List<RelayRig.Customer> customers, int count, long due) {
        List<ShipmentEvent> news = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            news.add(rig.event(customers.get(i % customers.size()), due));
        }
        return news;
    }

    private boolean overdue(Path data) throws IOException, InterruptedException {
        try (BenchSink sink = new BenchSink();
                RelayRig rig = new RelayRig(settings, data)) {
            List<RelayRig.Customer> customers = rig.customers(ENDPOINTS, sink);
            for (int i = 0; i < OVERDUE; i += 1_000) {
                rig.tell(portion(rig, customers, 1_000, 0));
            }
            long begin = System.nanoTime();
            rig.start();
            while (sink.first().size() < ENDPOINTS) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            double seconds = sink.first().values().stream()
                            .mapToLong(Long::longValue)
                            .max()
                            .orElseThrow()
                    - begin;
            while (sink.arrived() < OVERDUE) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            out.printf("%nstart with %,d overdue messages for %d endpoints%n", OVERDUE, ENDPOINTS);
            out.printf("%-44s %10.2f s%n", "until each endpoint was called", seconds / 1e9);
            out.printf("%-44s %10.2f s%n", "until all messages were sent", (System.nanoTime() - begin) / 1e9);
            boolean met = seconds / 1e9 <= START_SECONDS;
            out.printf("aim %.0f s: %s%n", START_SECONDS, met ? "met" : "MISSED");
            out.flush();
            return met;
        }
    }

    private void line(String name, double perSecond) {
        out.printf("%-44s %10.0f/s%n", name, perSecond);
        out.flush();
    }

    private boolean verdict(String name, double ratio, double aim) {
        boolean met = ratio >= aim;
        out.printf("%s %.2f (aim %.2f): %s%n", name, ratio, aim, met ? "met" : "MISSED");
        out.flush();
        return met;
    }
}
