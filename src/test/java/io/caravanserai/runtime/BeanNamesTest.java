package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.check.BeanNames;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.mailbox.Mailboxes;
import io.caravanserai.store.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeanNamesTest {
    @Test
    void areThoseThatTheHubBinds(@TempDir Path folder) {
        // Given the hub's services
        HubConfig config = HubConfig.from(Settings.of(Map.of("hub.data.dir", folder.toString())));
        Vertx vertx = Vertx.vertx();
        SimpleRegistry registry = new SimpleRegistry();
        try (Database database = Database.open(config.store(), folder);
                Wiring wiring = new Wiring(
                        config,
                        database,
                        vertx,
                        KafkaClients.plain(TestBroker.bootstrap()),
                        new SimpleMeterRegistry(),
                        () -> 0)) {
            // When they are bound
            wiring.bind(registry);

            // Then their names, those of Camel's own parts and of the mailbox, are the ones that the check knows
            Set<String> bound = new TreeSet<>(registry.keySet());
            bound.addAll(Set.of("vertx", Mailboxes.BEAN, MicrometerConstants.METRICS_REGISTRY_NAME));
            assertThat(BeanNames.ALL).containsExactlyInAnyOrderElementsOf(bound);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
