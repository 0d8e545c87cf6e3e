package io.caravanserai.bench;

import com.sun.net.httpserver.HttpServer;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.Hub;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How soon {@code POST /shipments} is answered while labels wait and are made, and how soon after it the webhook with the
 * label comes when the hub has nothing else to do.
 */
public final class LabelCreateBench {
    private static final double MAX_P99_MILLIS = 100;
    private static final double MAX_WEBHOOK_MILLIS = 150;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final int FILL_RATE = 500;
    private static final int WEBHOOKS = 200;
    private static final String WAITING = "status IN ('queued', 'requesting')";
    private static final String SLOW_CARRIER = "sandbox";

    private final PrintWriter out;
    private final Settings settings;

    public LabelCreateBench(PrintWriter out, Settings settings) {
        this.out = out;
        this.settings = settings;
    }

    /**
     * Measures both; returns whether every aim was met.
     *
     * @param rate shipments a second
     * @param queued labels that wait when the measure begins
     */
    public boolean run(int rate, Duration duration, int queued) throws Exception {
        out.println(Machine.describe());
        Path data = Files.createTempDirectory("hub-bench");
        HttpServer sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Settings own = settings.with(hub(data));
        try (Hub hub = Hub.start(own);
                Database database = Database.open(HubConfig.from(own).store(), data)) {
            BenchCustomer customer = BenchCustomer.of(hub.httpPort(), hub.managementPort(), hub.adminToken());
            boolean webhooks = webhooks(customer, sink);
            return create(customer, database, rate, duration, queued) && webhooks;
        } finally {
            sink.stop(0);
            Folder.delete(data);
        }
    }

    private static Map<String, String> hub(Path data) {
        String home = System.getProperty("hub.home", ".");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hub.data.dir", data.toString());
        settings.put("hub.http.port", "0");
        settings.put("hub.management.port", "0");
        settings.put("hub.kafka.port", "0");
        settings.put("hub.sftp.port", "0");
        settings.put("hub.sandbox", "true");
        settings.put("hub.api.rate", "100000");
        settings.put("hub.webhook.allow-private", "true");
        settings.put("hub.routes.dir", home + "/routes");
        settings.put("hub.mappings.dir", home + "/edi-mappings");
        return settings;
    }

    private boolean webhooks(BenchCustomer customer, HttpServer sink) throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        sink.createContext("/", call -> {
            arrived.add(Json.parse(call.getRequestBody().readAllBytes())
                    .path("uuid_ref")
                    .asText());
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        sink.start();
        customer.subscribe(sink.getAddress().getPort());
        webhooks(customer, arrived, "warm-", WEBHOOKS);
        Histogram latency = webhooks(customer, arrived, "idle-", WEBHOOKS);
        double p50 = latency.getValueAtPercentile(50) / 1000.0;
        boolean met = p50 < MAX_WEBHOOK_MILLIS;
        out.printf(
                "POST to webhook with the label, one after the other: p50 %.0f ms, p99 %.0f ms (aim p50 < %.0f ms): %s%n",
                p50, latency.getValueAtPercentile(99) / 1000.0, MAX_WEBHOOK_MILLIS, met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    private static Histogram webhooks(BenchCustomer customer, BlockingQueue<String> arrived, String run, int count)
            throws IOException, InterruptedException {
        Histogram latency = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
        for (int n = 0; n < count; n++) {
            long begin = System.nanoTime();
            customer.send(customer.shipment("in_house", run + n));
            String reference = arrived.poll(1, TimeUnit.MINUTES);
            if (!(run + n).equals(reference)) {
                throw new IOException("no webhook for " + run + n + " within a minute, but " + reference);
            }
            latency.recordValue((System.nanoTime() - begin) / 1000);
        }
        return latency;
    }

    private boolean create(BenchCustomer customer, Database database, int rate, Duration duration, int queued)
            throws InterruptedException {
        load(customer, "in_house", "warm-up-").run(rate, WARM_UP);
        out.printf("filling the queue with %d labels of a carrier that takes its time ...%n", queued);
        out.flush();
        for (long missing = queued; missing > 0; missing = queued - count(database, WAITING)) {
            long seconds = (missing + FILL_RATE - 1) / FILL_RATE;
            load(customer, SLOW_CARRIER, "fill-" + missing + "-").run(FILL_RATE, Duration.ofSeconds(seconds));
        }
        long waiting = count(database, WAITING);
        long made = count(database, "status = 'made'");
        long begin = System.nanoTime();
        PacedLoad.Measured load = load(customer, "in_house", "load-").run(rate, duration);
        double perSecond = (count(database, "status = 'made'") - made) / ((System.nanoTime() - begin) / 1e9);
        boolean met = load.p99Millis() < MAX_P99_MILLIS && load.bad() == 0;
        out.printf(
                "%d POST /shipments a second for %d s, %d labels waiting at the beginning and %d at the end, %.0f made a"
                        + " second:%n",
                rate, duration.toSeconds(), waiting, count(database, WAITING), perSecond);
        out.printf(
                "answered %.0f/s, p50 %.1f ms, p99 %.1f ms, longest %.0f ms, bad %d (aim p99 < %.0f ms, at best < 20): %s%n",
                load.perSecond(),
                load.p50Millis(),
                load.p99Millis(),
                load.maxMillis(),
                load.bad(),
                MAX_P99_MILLIS,
                met ? "met" : "MISSED");
        out.flush();
        return met;
    }

    private static PacedLoad load(BenchCustomer customer, String carrier, String run) {
        return new PacedLoad(customer.client(), n -> customer.shipment(carrier, run + n));
    }

    private static long count(Database database, String condition) {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM label_work WHERE " + condition));
    }
}
