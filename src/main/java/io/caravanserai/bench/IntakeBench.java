package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.runtime.Hub;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Accepted carrier webhooks a second, beside what the HTTP server does without keeping anything (an echo route) in the
 * same run, and harmonized events a second until they are stored.
 */
public final class IntakeBench {
    private static final int CONNECTIONS = 128;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final Duration duration;

    public IntakeBench(PrintWriter out, Duration duration) {
        this.out = out;
        this.duration = duration;
    }

    /** Runs both flush modes; returns whether every aim was met. */
    public boolean run() throws Exception {
        out.println(Machine.describe());
        out.printf(
                "load: %d connections, %d s each after %d s of warm-up, generator in the same process%n",
                CONNECTIONS, duration.toSeconds(), WARM_UP.toSeconds());
        boolean os = measure("os", 0.4);
        boolean always = measure("always", 0.15);
        return os && always;
    }

    private boolean measure(String flush, double aim) throws Exception {
        Path data = Files.createTempDirectory("hub-bench");
        Settings settings = Settings.of(Map.of(
                "hub.kafka.flush",
                flush,
                "hub.data.dir",
                data.toString(),
                "hub.http.port",
                "0",
                "hub.management.port",
                "0",
                "hub.kafka.port",
                "0",
                "hub.sandbox",
                "true",
                "hub.routes.dir",
                System.getProperty("hub.home", ".") + "/routes",
                "hub.mappings.dir",
                System.getProperty("hub.home", ".") + "/edi-mappings"));
        try (Hub hub = Hub.start(settings)) {
            hub.addRoutes("bench/echo.camel.yaml");
            HttpLoad.Measured echo = load(hub, "/bench/echo").run(WARM_UP, duration);
            HttpLoad.Measured intake = load(hub, "/carriers/sandbox/events").run(WARM_UP, duration);
            report(flush, echo, intake, aim);
            endToEnd(settings, flush);
            return intake.perSecond() >= aim * echo.perSecond() && intake.p99Millis() < 60 && intake.bad() == 0;
        } finally {
            delete(data);
        }
    }

    private static HttpLoad load(Hub hub, String path) {
        String run = Long.toString(System.nanoTime(), 36);
        return new HttpLoad(hub.httpPort(), path, CONNECTIONS, n -> ("{\"tracking_number\":\"" + run + n
                        + "\",\"code\":\"delivery/delivered/with_signature\",\"time\":\"2026-11-20T10:00:00+01:00\","
                        + "\"description\":\"Delivered, signed by the receiver\",\"city\":\"Rotterdam\",\"country\":\"NL\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private void report(String flush, HttpLoad.Measured echo, HttpLoad.Measured intake, double aim) {
        double ratio = intake.perSecond() / echo.perSecond();
        out.printf("%n%-24s %10s %8s %8s %6s%n", "hub.kafka.flush=" + flush, "per s", "p50 ms", "p99 ms", "bad");
        line("echo route", echo);
        line("accepted webhooks", intake);
        out.printf(
                "ratio %.2f (aim %.2f), p99 %.0f ms (aim < 60 ms): %s%n",
                ratio, aim, intake.p99Millis(), ratio >= aim && intake.p99Millis() < 60 ? "met" : "MISSED");
        out.flush();
    }

    private void line(String name, HttpLoad.Measured measured) {
        out.printf(
                "%-24s %10.0f %8.1f %8.1f %6d%n",
                name, measured.perSecond(), measured.p50Millis(), measured.p99Millis(), measured.bad());
    }

    /** Watches the store while the stages work off what the load left behind. */
    private void endToEnd(Settings settings, String flush) throws InterruptedException {
        HubConfig config = HubConfig.from(settings);
        try (Database database = Database.open(config.store(), config.dataDir())) {
            long before = stored(database);
            long begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(Math.min(10, duration.toSeconds()));
            long after = stored(database);
            double seconds = (System.nanoTime() - begin) / 1e9;
            out.printf(
                    "end to end, no load: %.0f events/s from carrier.inbound to the store (%s)%n",
                    (after - before) / seconds, flush);
        }
    }

    private static long stored(Database database) {
        return database.read(connection -> Sql.number(connection, "SELECT COALESCE(MAX(seq), 0) FROM tracking_event"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(IntakeBench::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
