package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub whose callers guess: they are told to wait, and who is genuine goes on. */
class FailedCallsTest {
    private static final byte[] NOTHING = new byte[0];

    @SuppressWarnings("NullAway.Init") // started once
    static TestHub hub;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = TestHub.onSharedBroker(folder, Map.of("hub.http.failure-rate", "1", "hub.kafka.partitions", "1"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whoGuessesTheAdminTokenIsToldToWait() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        while (answers.stream().noneMatch(answer -> answer.statusCode() == 429) && answers.size() < 200) {
            answers.add(hub.manageWith("GET", "/admin/stats", "Authorization", "Bearer guess" + answers.size()));
        }

        assertThat(answers.get(0).statusCode()).isEqualTo(401);
        HttpResponse<String> last = answers.get(answers.size() - 1);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(hub.manageWith("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aCarrierGoesOnWhileOthersGuessFromItsAddress() throws Exception {
        List<Integer> guesses = new ArrayList<>();
        while (!guesses.contains(429) && guesses.size() < 200) {
            guesses.add(hub.call("GET", "/shipments/S1", NOTHING, "x-key", "crv_" + guesses.size(), "x-version", "v1")
                    .statusCode());
        }

        assertThat(guesses).startsWith(401).endsWith(429);
        assertThat(hub.sandboxEvent("N1", "collection/collected")).isEqualTo(200);
        assertThat(hub.post("/carriers/sandbox/events", "no json".getBytes(UTF_8))
                        .statusCode())
                .as("a fault that is no guess")
                .isEqualTo(400);
    }
}
