package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event sources as operators write them. */
class SourceAdminTest {
    private static HttpCall call(String id, String body) {
        return new HttpCall(
                "POST", "/", Map.of("id", id), Map.of(), Map.of(), "127.0.0.1", body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | JSON",
                "[] | 422 | $.name",
                "{\"name\":\" \"} | 422 | $.name",
                "{\"name\":\"x\",\"id\":\"a b\"} | 422 | id",
                "{\"name\":\"x\",\"type\":\"bridge\"} | 422 | $.type",
                "{\"name\":\"x\",\"enabled\":\"maybe\"} | 422 | $.enabled",
                "{\"name\":\"x\",\"config\":\"none\"} | 422 | $.config",
                "{\"name\":\"x\",\"config\":{\"rates\":1}} | 422 | $.config.rates",
                "{\"name\":\"x\",\"config\":{\"rate\":-1}} | 422 | at least 1",
                "{\"name\":\"x\",\"config\":{\"rate\":\"fast\"}} | 422 | $.config.rate",
                "{\"name\":\"x\",\"config\":{\"bots\":\"no\"}} | 422 | $.config.bots",
                "{\"name\":\"x\",\"config\":{\"allowed_origins\":\"https://a.example\"}} | 422 | $.config.allowed_origins",
                "{\"name\":\"x\",\"config\":{\"allowed_origins\":[null]}} | 422 | such as https://shop.example",
                "{\"name\":\"x\",\"config\":{\"allowed_origins\":[\"shop.example\"]}} | 422 | such as https://shop.example",
                "{\"name\":\"x\",\"config\":{\"allowed_origins\":[\"https://a.example/shop\"]}} | 422 | such as https://shop.example",
                "{\"name\":\"x\",\"config\":{\"schemas\":{\"buy\":5}}} | 422 | schema of 'buy'",
                "{\"name\":\"x\",\"config\":{\"schemas\":{\"buy\":{\"$ref\":\"file:///etc/passwd\"}}}} | 422 | schema of 'buy'",
                "{\"name\":\"x\",\"config\":{\"schemas\":{\"buy\":{\"$ref\":\"classpath:db/x.sql\"}}}} | 422 | schema of 'buy'",
                "{\"name\":\"x\",\"config\":{\"schemas\":{\"buy\":{\"pattern\":\"(\"}}}} | 422 | schema of 'buy'",
            })
    void whatCannotBeTakenIsNamed(String body, int status, String named) {
        try (TestStore store = TestStores.sqlite()) {
            SourceAdmin admin = new SourceAdmin(new SourceStore(store.database(), Clock.systemUTC()));

            HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> admin.create(call("", body)));

            assertThat(problem.answer().status()).isEqualTo(status);
            assertThat(new String(problem.answer().body(), StandardCharsets.UTF_8))
                    .contains(named)
                    .doesNotContain("caravanserai", "java.");
        }
    }

    @OnBothStores
    void aSourceIsMadeChangedAndListed(TestStore store) throws Exception {
        SourceAdmin admin = new SourceAdmin(new SourceStore(store.database(), Clock.systemUTC()));

        assertThat(admin.create(call("", "{\"id\":\"shop\",\"name\":\"Shop\"}")).status())
                .isEqualTo(201);
        HttpAnswer changed = admin.change(
                call(
                        "shop",
                        "{\"name\":\"My shop\",\"enabled\":false,\"config\":{\"allowed_origins\":[\"https://Shop.example/\"]}}"));
        JsonNode listed = Json.parse(admin.list(call("", "")).body())
                .path("event_sources")
                .path(0);

        assertThat(listed).isEqualTo(Json.parse(changed.body()));
        assertThat(listed.path("name").asText()).isEqualTo("My shop");
        assertThat(listed.path("enabled").asBoolean(true)).isFalse();
        assertThat(listed.at("/config/allowed_origins/0").asText()).isEqualTo("https://shop.example");
        assertThat(catchThrowableOfType(
                                HttpProblem.class, () -> admin.create(call("", "{\"id\":\"shop\",\"name\":\"B\"}")))
                        .answer()
                        .status())
                .isEqualTo(409);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> admin.change(call("nobody", "{\"name\":\"B\"}")))
                        .answer()
                        .status())
                .isEqualTo(404);
    }
}
