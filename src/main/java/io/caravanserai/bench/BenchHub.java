package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.testkit.cluster.HubNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A hub in a process of its own with a new data folder, for a bench to load and to kill. */
final class BenchHub implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("hub-bench");
    private final HubNode node;
    private final Database database;
    private final BenchCustomer customer;
    private final AtomicLong orders = new AtomicLong();

    /** @param settings of the hub besides its ports and its folder, by property */
    BenchHub(Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(
                Map.of("HUB_SFTP_ENABLED", "false", "HUB_FX_FETCH", "false", "HUB_API_RATE", "1000000"));
        settings.forEach((name, value) -> environment.put(Settings.environmentName(name), value));
        node = HubNode.launch(folder, environment, List.of());
        node.awaitReady();
        database = Database.open(HubConfig.from(Settings.of(Map.of())).store(), folder.resolve("data"));
        customer = BenchCustomer.of(node.port(), node.managementPort(), HubNode.TOKEN);
    }

    /** Kills it as {@code kill -9} does, and starts it again. */
    void killAndRestart() throws IOException, InterruptedException {
        node.kill();
        node.restart();
    }

    /** Asks for the label of one small shipment by the sandbox carrier. */
    void order() throws IOException, InterruptedException {
        customer.send(customer.shipment("sandbox", "order-" + orders.incrementAndGet()));
    }

    /** The hub's own store. */
    Database database() {
        return database;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        node.close();
        database.close();
        Folder.delete(folder);
    }
}
