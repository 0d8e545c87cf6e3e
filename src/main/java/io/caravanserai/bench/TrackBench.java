package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Ids;
import io.caravanserai.runtime.Hub;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Tracker payloads a second that are acknowledged after a durable write, beside an echo route in the same run, while more
 * and more sessions are in the store.
 */
public final class TrackBench {
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final double AIM = 3000;
    private static final double MAX_P99_MILLIS = 50;
    /** What a payload may cost more with the most sessions than with the fewest. */
    private static final double FLAT = 1.5;

    private static final int PORTION = 10_000;
    private static final String CONTEXT =
            "{\"page\":{\"url\":\"https://shop.example/item/1\",\"title\":\"A thing to buy\"}}";
    private static final String EVENT =
            """
            {"version":1,"id":"%s","type":"page-view","session":{"id":"%s"},"profile":{"id":"%s"},"context":%s}""";

    private final PrintWriter out;
    private final Settings settings;
    private final Duration duration;

    public TrackBench(PrintWriter out, Settings settings, Duration duration) {
        this.out = out;
        this.settings = settings;
        this.duration = duration;
    }

    /**
     * Measures with each number of stored sessions; returns whether every aim was met.
     *
     * @param sessions in rising order
     */
    public boolean run(List<Long> sessions) throws Exception {
        out.println(Machine.describe());
        out.printf(
                "load: %d connections, %d s each after a warm-up of %d s, every other payload of a new session%n",
                CONNECTIONS, duration.toSeconds(), WARM_UP.toSeconds());
        Path data = Files.createTempDirectory("hub-bench");
        Settings own = settings.with(OwnFolder.settings(data));
        try (Hub hub = Hub.start(own);
                Database database = Database.open(HubConfig.from(own).store(), data)) {
            source(hub, data);
            hub.addRoutes("bench/echo.camel.yaml");
            out.printf(
                    "%n%-34s %10s %8s %8s %6s %11s%n",
                    "stored sessions", "per s", "p50 ms", "p99 ms", "bad", "hub cpu us");
            load(hub, "/track", 0).run(WARM_UP, Duration.ZERO);
            List<HttpLoad.Measured> measured = new ArrayList<>();
            for (long count : sessions) {
                fill(database, count);
                measured.add(measure(String.format("%,d", count), load(hub, "/track", count)));
            }
            measure("echo route, nothing kept", load(hub, "/bench/echo", 0));
            return verdict(measured);
        } finally {
            Folder.delete(data);
        }
    }

    private static void source(Hub hub, Path data) throws Exception {
        BenchCustomer.manage(
                hub.managementPort(),
                Files.readString(data.resolve("admin-token")).trim(),
                "/admin/event-sources",
                "{\"id\":\"bench\",\"name\":\"Bench\",\"config\":{\"rate\":1000000}}");
    }

    private static HttpLoad load(Hub hub, String path, long seed) {
        Random random = new Random(seed);
        String[] last = {random(random)};
        return new HttpLoad(hub.httpPort(), path, CONNECTIONS, n -> {
            if (n % 2 == 0) {
                last[0] = random(random);
            }
            return ("{\"source\":{\"id\":\"bench\"},\"session\":{\"id\":\"" + last[0]
                            + "\"},\"context\":{\"page\":{\"url\":\"https://shop.example/item/" + n
                            + "\",\"title\":\"A thing to buy\"},\"screen\":{\"width\":1440,\"height\":900}},"
                            + "\"events\":[{\"type\":\"page-view\",\"properties\":{\"item\":" + n
                            + ",\"price\":19.9,\"currency\":\"EUR\"}}]}")
                    .getBytes(StandardCharsets.UTF_8);
        });
    }

    /** Adds sessions, each with its profile and an event, until there are that many. */
    private void fill(Database database, long count) {
        long there = database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM behaviour_session"));
        Random random = new Random(count);
        for (long at = there; at < count; at += PORTION) {
            int portion = (int) Math.min(PORTION, count - at);
            database.write(connection -> add(connection, random, portion));
        }
    }

    private static int add(Connection connection, Random random, int portion) throws SQLException {
        long now = System.currentTimeMillis();
        List<Object[]> profiles = new ArrayList<>();
        List<Object[]> sessions = new ArrayList<>();
        List<Object[]> events = new ArrayList<>();
        for (int i = 0; i < portion; i++) {
            String profile = Ids.next(now);
            String session = random(random);
            String id = random(random);
            profiles.add(new Object[] {profile, now, now});
            sessions.add(new Object[] {session, profile, CONTEXT, now, now});
            events.add(new Object[] {id, session, profile, now, now, EVENT.formatted(id, session, profile, CONTEXT)});
        }
        Sql.batch(connection, "INSERT INTO profile (id, created_at, updated_at) VALUES (?,?,?)", profiles);
        Sql.batch(
                connection,
                """
                INSERT INTO behaviour_session (id, source_id, profile_id, context, visit_ended, created_at, updated_at)
                VALUES (?,'bench',?,?,0,?,?)""",
                sessions);
        return Sql.batch(
                connection,
                """
                INSERT INTO behaviour_event (source_id, id, type, session_id, profile_id, occurred_at, stored_at, body)
                VALUES ('bench',?,'page-view',?,?,?,?,?)""",
                events);
    }

    private static String random(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Runs a load and tells what came of it, with the processor time an answer cost without its asker. */
    private HttpLoad.Measured measure(String name, HttpLoad load) throws IOException {
        load.run(SETTLE, Duration.ZERO);
        long before = cpuNanos();
        load.run(Duration.ZERO, duration);
        HttpLoad.Measured measured = load.measured();
        out.printf(
                "%-34s %10.0f %8.1f %8.1f %6d %11.0f%n",
                name,
                measured.perSecond(),
                measured.p50Millis(),
                measured.p99Millis(),
                measured.bad(),
                (cpuNanos() - before) / 1000.0 / Math.max(1, measured.good()));
        out.flush();
        return measured;
    }

    /** Of the whole process without the thread that loads it. */
    private static long cpuNanos() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private boolean verdict(List<HttpLoad.Measured> measured) {
        HttpLoad.Measured first = measured.get(0);
        HttpLoad.Measured last = measured.get(measured.size() - 1);
        double slower = first.perSecond() / last.perSecond();
        boolean met = measured.stream()
                        .allMatch(
                                each -> each.perSecond() >= AIM && each.p99Millis() < MAX_P99_MILLIS && each.bad() == 0)
                && slower < FLAT;
        out.printf(
                "least %.0f/s (aim %.0f), p99 %.0f ms (aim < %.0f), %.2f times the cost with the most sessions (aim < %.1f): %s%n",
                measured.stream()
                        .mapToDouble(HttpLoad.Measured::perSecond)
                        .min()
                        .orElse(0),
                AIM,
                measured.stream()
                        .mapToDouble(HttpLoad.Measured::p99Millis)
                        .max()
                        .orElse(0),
                MAX_P99_MILLIS,
                slower,
                FLAT,
                met ? "met" : "MISSED");
        out.flush();
        return met;
    }
}
