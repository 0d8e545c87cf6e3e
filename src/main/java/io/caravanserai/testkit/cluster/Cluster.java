package io.caravanserai.testkit.cluster;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hubs in processes of their own on what they share: three on three brokers and one PostgreSQL, or one with everything
 * embedded. Of three the second lives by a clock that can be shifted, the third by a network that can be cut, and the third
 * broker on a small disk; one alone has all of its data on a small disk. What this machine cannot do is left out.
 */
public final class Cluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration WHOLE = Duration.ofMinutes(4);

    private final List<HubNode> hubs = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Brokers brokers;
    private @Nullable PostgresNode postgres;
    private @Nullable ShiftedClock clock;
    private @Nullable SmallDisk disk;
    private @Nullable Database database;

    private Cluster() {}

    /**
     * Three nodes, ready.
     *
     * @param settings of every hub besides those that join them, by property
     * @param options of the hubs' JVMs
     */
    public static Cluster ofThree(Path folder, Map<String, String> settings, List<String> options) throws Exception {
        Cluster cluster = new Cluster();
        try {
            cluster.startThree(folder, settings, options);
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /** One node with an embedded broker and SQLite, ready. */
    public static Cluster ofOne(Path folder, Map<String, String> settings, List<String> options) throws Exception {
        Cluster cluster = new Cluster();
        try {
            Path node = Files.createDirectories(folder.resolve("hub-1"));
            Path data = Files.createDirectories(node.resolve("data"));
            cluster.disk = cluster.smallDisk(data);
            cluster.launch(node, settings, options, Map.of());
            cluster.awaitHubs();
            cluster.database = cluster.part(Database.open(config(Map.of()), data));
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private void startThree(Path folder, Map<String, String> settings, List<String> options) throws Exception {
        List<Path> folders = new ArrayList<>();
        for (int id = 1; id <= NODES; id++) {
            folders.add(Files.createDirectories(folder.resolve("broker-" + id)));
        }
        disk = smallDisk(folders.get(NODES - 1));
        Brokers kafka = part(Brokers.start(folders));
        brokers = kafka;
        PostgresNode store = part(PostgresNode.start(folder.resolve("postgres")));
        postgres = store;
        clock = ShiftedClock.in(folder.resolve("clock")).orElse(null);
        if (clock == null) {
            notices.add("no clock is shifted: install faketime");
        }
        for (int id = 1; id <= NODES; id++) {
            boolean far = id == NODES;
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.put("hub.node", "hub-" + id);
            all.put("hub.kafka.brokers", far ? kafka.farBootstrap() : kafka.bootstrap());
            all.putAll(far ? store.farSettings() : store.settings());
            Map<String, String> wrongClock = id == 2 && clock != null ? clock.environment() : Map.of();
            launch(Files.createDirectories(folder.resolve("hub-" + id)), all, options, wrongClock);
        }
        awaitHubs();
        database = part(Database.open(config(store.settings()), folder));
    }

    private void launch(
            Path folder, Map<String, String> settings, List<String> options, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(environment);
        settings.forEach((key, value) -> all.put(Settings.environmentName(key), value));
        all.put("HUB_SFTP_ENABLED", "false");
        all.put("HUB_FX_FETCH", "false");
        all.put("HUB_API_RATE", "100000");
        hubs.add(part(HubNode.launch(folder, all, options)));
    }

    private void awaitHubs() throws IOException, InterruptedException {
        for (HubNode hub : hubs) {
            hub.awaitReady();
        }
    }

    private @Nullable SmallDisk smallDisk(Path folder) throws InterruptedException {
        try {
            return part(SmallDisk.mount(folder));
        } catch (IOException e) {
            notices.add("no disk is filled: " + e.getMessage());
            return null;
        }
    }

    private static HubConfig.Store config(Map<String, String> settings) {
        return HubConfig.from(Settings.of(settings)).store();
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Waits until every part is up and every copy of every partition is up to date. */
    void awaitWhole() throws Exception {
        Waiting.require("the cluster is whole", WHOLE, () -> {
            boolean whole = brokers == null || brokers.isWhole();
            for (HubNode hub : hubs) {
                whole = whole && hub.isReady();
            }
            return whole;
        });
    }

    public List<HubNode> hubs() {
        return hubs;
    }

    /** What this machine cannot do, and why. */
    public List<String> notices() {
        return notices;
    }

    Optional<Brokers> brokers() {
        return Optional.ofNullable(brokers);
    }

    Optional<PostgresNode> postgres() {
        return Optional.ofNullable(postgres);
    }

    Optional<ShiftedClock> clock() {
        return Optional.ofNullable(clock);
    }

    Optional<SmallDisk> disk() {
        return Optional.ofNullable(disk);
    }

    /** The hubs' own store. */
    public Database database() {
        if (database == null) {
            throw new IllegalStateException("the cluster has not started");
        }
        return database;
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
