package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.kafka.TestBroker;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.SftpServerKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with the same carriers and one store. */
class SftpNodesTest {
    @Test
    void eachFileIsTakenOnceAndOneNodeDoesForTwo(@TempDir Path folder) throws Exception {
        var kafka = TestBroker.freshTopics();
        try (TestStore store = TestStores.postgresql();
                SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0);
                IntakeHarness one = IntakeHarness.start(
                        Files.createDirectory(folder.resolve("one")),
                        kafka,
                        TestBroker.bootstrap(),
                        node(store, "one"));
                IntakeHarness two = IntakeHarness.start(
                        Files.createDirectory(folder.resolve("two")),
                        kafka,
                        TestBroker.bootstrap(),
                        node(store, "two"))) {
            SftpCarrier carrier = SftpCarrier.on(server, folder);
            for (int i = 0; i < 300; i++) {
                carrier.put("f" + i + ".json", "{\"n\":" + i + "}");
            }

            one.route(carrier.route("maxFiles: 20"));
            two.route(carrier.route("maxFiles: 20"));

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(carrier.archived()).hasSize(300));
            await().untilAsserted(() -> assertThat(carrier.messages(one)).hasSize(300));
            assertThat(carrier.messages(one))
                    .extracting(message -> message.source().name())
                    .doesNotHaveDuplicates();

            one.removeRoutes();
            carrier.put("later.json", "{}");

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(carrier.archived()).hasSize(301));
            await().untilAsserted(() -> assertThat(carrier.messages(one)).hasSize(301));
        }
    }

    private static Map<String, String> node(TestStore store, String name) {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.remove("hub.data.dir");
        settings.put("hub.node", name);
        return settings;
    }
}
