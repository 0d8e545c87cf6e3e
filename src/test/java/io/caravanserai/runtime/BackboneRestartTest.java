package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.EmbeddedBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker and store go away under load and come back: the hub resumes unaided, and nothing is missing. */
class BackboneRestartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int EVENTS = 400;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aBrokerThatRestartsUnderLoadCostsNothing() throws Exception {
        KafkaSettings kafka = HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.port", String.valueOf(HubProcess.freePort()),
                        "hub.kafka.flush", "os",
                        "hub.kafka.partitions", "2")))
                .kafka();
        EmbeddedBroker broker = EmbeddedBroker.start(kafka, folder.resolve("broker"));
        Map<String, String> settings = Map.of("hub.kafka.brokers", kafka.bootstrap(), "hub.api.rate", "100000");
        try (TestHub hub = TestHub.start(folder.resolve("data"), settings);
                TestCustomer customer = TestCustomer.of(hub);
                EventLoad load = new EventLoad(hub::call, EVENTS, 50)) {
            load.track(customer);
            load.begin();
            await().atMost(PATIENCE).until(() -> load.acceptedSoFar() > EVENTS / 4);

            broker.close();
            await().atMost(PATIENCE).until(() -> load.refused() > 0);
            try (EmbeddedBroker again = EmbeddedBroker.start(kafka, folder.resolve("broker"))) {

                assertThat(again.bootstrap()).isEqualTo(kafka.bootstrap());
                assertAllArrive(load, customer);
            }
        }
    }

    @Test
    void aPostgresqlThatRestartsUnderLoadCostsNothing() throws Exception {
        int port = HubProcess.freePort();
        EmbeddedPostgres store = postgresql(port);
        Map<String, String> settings = Map.of(
                "hub.db.url", store.getJdbcUrl("postgres", "postgres"),
                "hub.db.user", "postgres",
                "hub.db.pool", "8",
                "hub.api.rate", "100000");
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), settings);
                TestCustomer customer = TestCustomer.of(hub);
                EventLoad load = new EventLoad(hub::call, EVENTS, 50)) {
            load.track(customer);
            load.begin();
            await().atMost(PATIENCE).until(() -> customer.sink().received().size() > EVENTS / 10);

            store.close();
            int accepted = load.acceptedSoFar();
            await().atMost(PATIENCE).until(() -> load.acceptedSoFar() > accepted || load.isOver());
            try (EmbeddedPostgres again = postgresql(port)) {

                assertThat(again.getPort()).isEqualTo(port);
                assertAllArrive(load, customer);
            }
        }
    }

    private EmbeddedPostgres postgresql(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static void assertAllArrive(EventLoad load, TestCustomer customer) {
        await().atMost(PATIENCE).until(load::isOver);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(load.missing(customer)).isEmpty());
    }
}
