package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.config.Settings;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes of one name on one store. */
class NodeNamesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aSecondNodeDoesNotStartUnderTheNameOfTheFirst() throws Exception {
        try (TestStore store = TestStores.postgresql();
                TestHub first = TestHub.onSharedBroker(folder.resolve("one"), database(store))) {

            assertThatThrownBy(() -> TestHub.onSharedBroker(folder.resolve("two"), database(store)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("another node is called 'hub-1'")
                    .hasMessageContaining("set hub.node");

            Map<String, String> named = new HashMap<>(database(store));
            named.put("hub.node", "hub-2");
            try (TestHub second = TestHub.onSharedBroker(folder.resolve("two"), named)) {
                assertThat(second.hub().httpPort()).isNotEqualTo(first.hub().httpPort());
            }
        }
    }

    @Tag("slow")
    @Test
    void theNameIsFreeAfterAKillAndWhoLostItWhileItWasStoppedEnds() throws Exception {
        try (TestStore store = TestStores.postgresql();
                HubProcess first = HubProcess.start(Files.createDirectory(folder.resolve("one")), variables(store))) {
            first.kill();
            first.restart();

            try (HubProcess second =
                    HubProcess.launch(Files.createDirectory(folder.resolve("two")), variables(store))) {
                assertThat(second.exitCode(PATIENCE)).as(second.output()).isEqualTo(1);
                assertThat(second.output()).contains("another node is called 'hub-1'", "set hub.node");

                first.signal("STOP");
                second.restart();
                first.signal("CONT");

                assertThat(first.exitCode(PATIENCE)).as(first.output()).isEqualTo(1);
                assertThat(first.output()).contains("another node took this one's name");
                assertThat(second.manage("GET", "/health/ready", new byte[0]).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    /** Without the data folder, of which each node has its own. */
    private static Map<String, String> database(TestStore store) {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.remove("hub.data.dir");
        return settings;
    }

    private static Map<String, String> variables(TestStore store) {
        return database(store).entrySet().stream()
                .collect(Collectors.toMap(setting -> Settings.environmentName(setting.getKey()), Map.Entry::getValue));
    }
}
