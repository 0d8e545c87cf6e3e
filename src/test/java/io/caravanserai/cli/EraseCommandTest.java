package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is erased by {@code ./hub erase} from a hub that runs. */
class EraseCommandTest {
    private static final String EMAIL = "ida.munk@example.org";

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aPersonIsLookedForAndThenErased() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of())) {
            // Given a visitor of a shop who told her address
            hub.manage("POST", "/admin/event-sources", Json.bytes(Map.of("id", "shop", "name", "Shop")));
            String visit = hub.post(
                            "/track",
                            Json.bytes(Map.of(
                                    "source", Map.of("id", "shop"),
                                    "events", List.of(Map.of("type", "order", "properties", Map.of("email", EMAIL))))))
                    .body();
            String profile = Json.parse(visit.getBytes(StandardCharsets.UTF_8))
                    .at("/profile/id")
                    .asText();

            // When the operator looks first and then erases her
            ProjectCopy.Ended look = erase(hub, "--email", EMAIL, "--dry-run");
            int between = status(hub, profile);
            ProjectCopy.Ended done = erase(hub, "--email", EMAIL, "--json");

            // Then both tell the same, without naming her, and she is gone
            assertThat(look.code()).as(look.err()).isZero();
            assertThat(look.out())
                    .contains("a dry run, nothing was changed", "Profiles: " + profile)
                    .doesNotContain(EMAIL);
            assertThat(between).isEqualTo(200);
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(Json.parse(done.out().getBytes(StandardCharsets.UTF_8)).path("profiles"))
                    .extracting(JsonNode::asText)
                    .containsExactly(profile);
            assertThat(done.out()).doesNotContain(EMAIL);
            assertThat(status(hub, profile)).isEqualTo(404);
        }
    }

    @Test
    void whoIsNotNamedIsAskedFor() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of())) {
            ProjectCopy.Ended ended = erase(hub, "--name", "Ida Munk");

            assertThat(ended.code()).isNotZero();
            assertThat(ended.err()).contains("postcode");
        }
    }

    private static int status(TestHub hub, String profile) throws Exception {
        return hub.manage("GET", "/admin/profiles/" + profile, new byte[0]).statusCode();
    }

    private ProjectCopy.Ended erase(TestHub hub, String... words) throws Exception {
        Path config = Files.writeString(
                folder.resolve("running.properties"),
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        List<String> call = new ArrayList<>(List.of("erase"));
        call.addAll(List.of(words));
        call.addAll(List.of("--config", config.toString()));
        return ProjectCopy.hub(call.toArray(String[]::new));
    }
}
