package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators of a whole hub do is kept: by whom, from where, on what and how it ended. */
class AdminActsTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyActIsKeptAndNoSecretWithIt() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            // Given an account, whose key is shown once, and a mailbox with a password
            JsonNode account = TestHub.json(
                    hub.manage("POST", "/admin/accounts", "{\"name\":\"Shop\",\"scopes\":[\"read\"]}".getBytes(UTF_8)));
            String number = account.path("account_number").asText();
            JsonNode key = TestHub.json(hub.manage("POST", "/admin/accounts/" + number + "/keys", NOTHING));
            String first = TestHub.json(hub.manage("GET", "/admin/accounts/" + number + "/keys", NOTHING))
                    .at("/keys/0/id")
                    .asText();
            hub.manage("DELETE", "/admin/accounts/" + number + "/keys/" + first, NOTHING);
            hub.manage(
                    "POST", "/admin/mailboxes", "{\"name\":\"vans\",\"password\":\"open-sesame-1\"}".getBytes(UTF_8));
            hub.manage("POST", "/admin/replay", "no json".getBytes(UTF_8));
            hub.manageWith("DELETE", "/admin/alerts/1");

            // When the log is read
            JsonNode log = TestHub.json(hub.manage("GET", "/admin/audit", NOTHING));

            // Then each act is there with its outcome, the newest first; who showed no token has done nothing
            assertThat(acts(log))
                    .containsExactly(
                            "POST /admin/replay /admin/replay  400",
                            "POST /admin/mailboxes /admin/mailboxes name=vans 422",
                            "DELETE /admin/accounts/:account/keys/:id /admin/accounts/" + number + "/keys/" + first
                                    + "  204",
                            "POST /admin/accounts/:account/keys /admin/accounts/" + number + "/keys/"
                                    + key.path("id").asText() + "  201",
                            "POST /admin/accounts /admin/accounts/" + number + " name=Shop 201");
            assertThat(log.toString())
                    .contains("127.0.0.1", "Java-http-client")
                    .doesNotContain(account.path("key").asText())
                    .doesNotContain(key.path("key").asText())
                    .doesNotContain("sesame")
                    .doesNotContain(hub.hub().adminToken());
        }
    }

    private static List<String> acts(JsonNode log) {
        List<String> acts = new ArrayList<>();
        log.path("acts")
                .forEach(act -> acts.add(String.join(
                        " ",
                        act.path("action").asText(),
                        act.path("object").asText(),
                        act.path("details").asText(),
                        Json.text(act.path("status")))));
        return acts;
    }
}
