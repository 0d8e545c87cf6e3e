package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.GuardedBroker;
import io.caravanserai.logging.MessageWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KafkaLoginTest {
    private static GuardedBroker broker;

    @TempDir
    Path folder = Path.of("unset");

    @BeforeAll
    static void start(@TempDir Path brokerFolder) throws Exception {
        broker = GuardedBroker.start(brokerFolder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private Map<String, String> settings(String password) throws Exception {
        return Map.of(
                "hub.kafka.brokers",
                broker.bootstrap(),
                "hub.kafka.topic-prefix",
                GuardedBroker.PREFIX,
                "hub.kafka.replication",
                "1",
                "hub.kafka.client-file",
                broker.clientFile(password).toString());
    }

    @Test
    void allThatTheHubDoesGoesByTlsAndLoginWithTheRightsThatAreDocumented() throws Exception {
        try (TestHub hub = TestHub.start(folder, settings(GuardedBroker.PASSWORD))) {
            assertThat(hub.sandboxEvent("K1", "delivery/delivered/with_signature"))
                    .isEqualTo(200);

            await().atMost(Duration.ofSeconds(60)).until(() -> stored(hub) == 1);
            JsonNode replay = TestHub.json(hub.manage(
                    "POST", "/admin/replay", Json.bytes(Map.of("carrier", "sandbox", "from", "1h", "dry_run", true))));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(replayed(hub, replay)).contains("\"unchanged\":1"));
            assertThat(hub.manageWith("GET", "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private static long stored(TestHub hub) throws Exception {
        return TestHub.json(hub.manage("GET", "/admin/stats", new byte[0]))
                .path("tracking_events")
                .asLong();
    }

    private static String replayed(TestHub hub, JsonNode replay) throws Exception {
        return hub.manage("GET", "/admin/replay/" + replay.path("id").asText(), new byte[0])
                .body();
    }

    @Test
    void aLoginThatIsRefusedEndsTheStartInWordsWithoutThePassword() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        StartFailure failure;
        try {
            Map<String, String> settings = settings("not-the-4kq9-one");

            failure = catchThrowableOfType(StartFailure.class, () -> TestHub.start(folder, settings));
        } finally {
            root.detachAppender(lines);
        }

        assertThat(failure)
                .hasMessageContaining("do not agree on TLS or login")
                .hasMessageContaining("check hub.kafka.client-file");
        MessageWord shown = new MessageWord();
        assertThat(lines.list).isNotEmpty().allSatisfy(line -> assertThat(shown.convert(line))
                .doesNotContain("not-the-4kq9-one"));
    }
}
