package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.runtime.Hub;
import io.caravanserai.store.Database;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Accepted carrier webhooks a second, beside what the HTTP server does without keeping anything (an echo route) in the
 * same run, and harmonized events a second until they are stored.
 */
public final class IntakeBench {
    private static final int CONNECTIONS = 128;
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration ECHO_WARM_UP = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    /** Echo and intake take turns, so that what else the machine does meets both. */
    private static final int ROUNDS = 4;

    private static final List<String> STAGES = List.of("harmonize", "post-tracking", "deliver");
    private static final double MAX_P99_MILLIS = 60;

    private final PrintWriter out;
    private final Settings settings;
    private final Duration duration;

    /**
     * @param settings of the measured hub, but for its ports, its data folder and how it flushes
     * @param duration length of each measure
     */
    public IntakeBench(PrintWriter out, Settings settings, Duration duration) {
        this.out = out;
        this.settings = settings;
        this.duration = duration;
    }

    /**
     * Measures each of the flush modes; returns whether every aim was met.
     *
     * @param aims least ratio to the echo route, by mode
     */
    public boolean run(Map<KafkaSettings.Flush, Double> aims) throws Exception {
        out.println(Machine.describe());
        out.printf(
                "load: %d connections, %d s each in %d turns after %d s of warm-up, generator in the same process%n",
                CONNECTIONS, duration.toSeconds(), ROUNDS, WARM_UP.toSeconds());
        boolean met = true;
        for (Map.Entry<KafkaSettings.Flush, Double> aim : aims.entrySet()) {
            met &= measure(aim.getKey().name().toLowerCase(Locale.ROOT), aim.getValue());
        }
        return met;
    }

    private boolean measure(String flush, double aim) throws Exception {
        Path data = Files.createTempDirectory("hub-bench");
        Settings own =
                settings.with(OwnFolder.settings(data)).with(Map.of("hub.kafka.flush", flush, "hub.sandbox", "true"));
        try (Hub hub = Hub.start(own);
                Database database = Database.open(HubConfig.from(own).store(), data)) {
            StoreWatch stored = new StoreWatch(database);
            hub.addRoutes("bench/echo.camel.yaml");
            out.printf("%n%-34s %10s %8s %8s %6s%n", "hub.kafka.flush=" + flush, "per s", "p50 ms", "p99 ms", "bad");
            stages(hub, false);
            HttpLoad echo = load(hub, "/bench/echo");
            HttpLoad intake = load(hub, "/carriers/sandbox/events");
            echo.run(ECHO_WARM_UP, Duration.ZERO);
            intake.run(WARM_UP, Duration.ZERO);
            for (int round = 0; round < ROUNDS; round++) {
                echo.run(SETTLE, duration.dividedBy(ROUNDS));
                intake.run(SETTLE, duration.dividedBy(ROUNDS));
            }
            line("echo route", echo.measured());
            line("accepted webhooks", intake.measured());
            stages(hub, true);
            out.printf(
                    "%-34s %10.0f%n",
                    "events from webhook to store", stored.rate(intake.accepted(), duration.plus(SETTLE)));
            HttpLoad together = load(hub, "/carriers/sandbox/events");
            together.run(SETTLE, duration);
            line("accepted while all stages work", together.measured());
            return verdict(echo.measured(), intake.measured(), aim);
        } finally {
            Folder.delete(data);
        }
    }

    /** The intake keeps and acknowledges without them: what they take of the machine is measured apart. */
    private static void stages(Hub hub, boolean running) throws Exception {
        for (String stage : STAGES) {
            hub.route(stage, running);
        }
    }

    private static HttpLoad load(Hub hub, String path) {
        String run = Long.toString(System.nanoTime(), 36);
        return new HttpLoad(hub.httpPort(), path, CONNECTIONS, n -> ("{\"tracking_number\":\"" + run + n
                        + "\",\"code\":\"delivery/delivered/with_signature\",\"time\":\"2026-11-20T10:00:00+01:00\","
                        + "\"description\":\"Delivered, signed by the receiver\",\"city\":\"Rotterdam\",\"country\":\"NL\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private void line(String name, HttpLoad.Measured measured) {
        out.printf(
                "%-34s %10.0f %8.1f %8.1f %6d%n",
                name, measured.perSecond(), measured.p50Millis(), measured.p99Millis(), measured.bad());
        out.flush();
    }

    private boolean verdict(HttpLoad.Measured echo, HttpLoad.Measured intake, double aim) {
        double ratio = intake.perSecond() / echo.perSecond();
        boolean met = ratio >= aim && intake.p99Millis() < MAX_P99_MILLIS && intake.bad() == 0;
        out.printf(
                "accepted to echo %.2f (aim %.2f), p99 %.0f ms (aim < %.0f ms): %s%n",
                ratio, aim, intake.p99Millis(), MAX_P99_MILLIS, met ? "met" : "MISSED");
        out.flush();
        return met;
    }
}
