package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a source allows, and what of a payload is kept. */
class GateTest {
    private static final String EVENT =
            "\"events\":[{\"type\":\"buy\",\"id\":\"e\",\"properties\":{\"price\":\"dear\"}}]";
    private static final String SCHEMA =
            "\"schemas\":{\"buy\":{\"type\":\"object\",\"properties\":{\"price\":{\"type\":\"number\"}}}}";

    private static Behaviour hub(TestStore store, String config) {
        Behaviour behaviour = new Behaviour(
                store.database(),
                "node",
                records -> {},
                new HubConfig.Track(HubConfig.Track.Mode.AUTO, 1 << 20, true),
                Clock.systemUTC());
        assertThat(behaviour
                        .sources()
                        .create(call("{\"id\":\"shop\",\"name\":\"Shop\",\"config\":{" + config + "}}", Map.of()))
                        .status())
                .isEqualTo(201);
        return behaviour;
    }

    private static HttpCall call(String body, Map<String, List<String>> headers) {
        return new HttpCall(
                "POST", "/track", Map.of(), Map.of(), headers, "127.0.0.1", body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpAnswer track(Behaviour hub, String rest) {
        return track(hub, rest, "Mozilla/5.0");
    }

    private static HttpAnswer track(Behaviour hub, String rest, String agent) {
        return hub.tracker()
                .track(call("{\"source\":{\"id\":\"shop\"}," + rest + "}", Map.of("user-agent", List.of(agent))))
                .join();
    }

    private static JsonNode json(HttpAnswer answer) throws Exception {
        return Json.parse(answer.body());
    }

    @OnBothStores
    void anEventThatDoesNotFitItsSchemaIsMarked(TestStore store) throws Exception {
        HttpAnswer answer = track(hub(store, SCHEMA), EVENT);

        assertThat(json(answer).path("errors").get(0).asText()).contains("buy").contains("price");
        assertThat(new BehaviourFixture(store.database()).body("e")).contains("\"valid\":false");
    }

    @OnBothStores
    void orThePayloadIsRejectedWithItsPlace(TestStore store) throws Exception {
        HttpAnswer answer = track(hub(store, SCHEMA + ",\"on_invalid\":\"reject\""), EVENT);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"events\",0,\"properties\"]");
        assertThat(new BehaviourFixture(store.database()).count("behaviour_event"))
                .isZero();
    }

    @OnBothStores
    void robotsAreDroppedWhereTheSourceSaysSoAndLibrariesAreNone(TestStore store) throws Exception {
        Behaviour hub = hub(store, "\"bots\":\"drop\"");

        assertThat(json(track(hub, EVENT, "Googlebot/2.1")).path("warnings")).hasSize(1);
        assertThat(new BehaviourFixture(store.database()).count("behaviour_event"))
                .isZero();
        assertThat(json(track(hub, EVENT, "python-requests/2.31")).path("warnings"))
                .isEmpty();
        assertThat(json(track(hub, EVENT.replace("\"e\"", "\"other\""), "Java-http-client/17"))
                        .path("warnings"))
                .isEmpty();
        assertThat(new BehaviourFixture(store.database()).count("profile")).isEqualTo(2);
    }

    @OnBothStores
    void withoutConsentNothingIsKept(TestStore store) throws Exception {
        Behaviour hub = hub(store, "\"requires_consent\":true");

        assertThat(json(track(hub, EVENT)).path("profile").path("id").isNull()).isTrue();
        assertThat(new BehaviourFixture(store.database()).count("profile")).isZero();
        assertThat(json(track(hub, EVENT + ",\"context\":{\"consent\":true}"))
                        .path("profile")
                        .path("id")
                        .asText())
                .isNotEmpty();
    }

    @OnBothStores
    void aSourceIsHeldToItsRateAndSize(TestStore store) {
        Behaviour hub = hub(store, "\"rate\":1,\"max_body\":200");

        assertThat(track(hub, EVENT + ",\"context\":{\"long\":\"" + "x".repeat(200) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(track(hub, EVENT).status()).isEqualTo(200);
        assertThat(track(hub, EVENT).status()).isEqualTo(200);
        HttpAnswer third = track(hub, EVENT);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsKey("Retry-After");
    }

    @OnBothStores
    void whatIsNotToBeSavedIsNot(TestStore store) throws Exception {
        Behaviour hub = hub(store, "");
        BehaviourFixture kept = new BehaviourFixture(store.database());

        track(hub, "\"options\":{\"saveEvents\":false,\"saveSession\":false},\"session\":{\"id\":\"s\"}," + EVENT);
        assertThat(kept.count("behaviour_event")).isZero();
        assertThat(kept.count("behaviour_session")).isZero();
        assertThat(kept.count("profile")).isEqualTo(1);

        JsonNode answer = json(track(
                hub,
                "\"options\":{\"saveProfile\":false,\"debugger\":true},\"session\":{\"id\":\"s\"},"
                        + "\"events\":[{\"type\":\"a\",\"options\":{\"save\":false}},{\"type\":\"b\",\"id\":\"B\"}]"));
        assertThat(kept.count("profile")).isEqualTo(1);
        assertThat(answer.path("events").get(0).asText()).isEqualTo("b");
        assertThat(answer.path("events")).as("with those of the hub").hasSize(4);
    }

    @OnBothStores
    void aVisitorIsHandedOverByADomainThatIsKnown(TestStore store) throws Exception {
        Behaviour hub = hub(store, "");
        hub.sources().create(call("{\"id\":\"other\",\"name\":\"Other domain\"}", Map.of()));
        String profile = json(track(hub, EVENT)).path("profile").path("id").asText();

        assertThat(json(track(hub, pass(profile, "other")))
                        .path("profile")
                        .path("id")
                        .asText())
                .isEqualTo(profile);
        hub.sources().create(call("{\"id\":\"asleep\",\"name\":\"Was one\",\"enabled\":false}", Map.of()));
        assertThat(json(track(hub, pass(profile, "asleep"))).at("/profile/id").asText())
                .isNotEqualTo(profile);
        assertThat(json(track(hub, pass(profile, "stranger")))
                        .path("profile")
                        .path("id")
                        .asText())
                .isNotEqualTo(profile);
    }

    private static String pass(String profile, String source) {
        return "\"events\":[],\"context\":{\"tracardi\":{\"pass\":{\"profile\":\"" + profile + "\",\"source\":\""
                + source + "\"}}}";
    }

    @OnBothStores
    void aSchemaThatIsNoneIsRefusedAtOnce(TestStore store) {
        Behaviour hub = hub(store, "");
        HttpCall bad = call(
                "{\"name\":\"B\",\"config\":{\"schemas\":{\"buy\":{\"$ref\":\"http://127.0.0.1:9/schema\"}}}}",
                Map.of());

        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> hub.sources().create(bad));

        assertThat(problem.answer().status()).isEqualTo(422);
        assertThat(new String(problem.answer().body(), StandardCharsets.UTF_8)).contains("buy");
    }

    @OnBothStores
    void contextOfASessionGrows(TestStore store) throws Exception {
        Behaviour hub = hub(store, "");

        track(hub, "\"session\":{\"id\":\"s\"},\"context\":{\"a\":1,\"b\":1}," + EVENT);
        track(hub, "\"session\":{\"id\":\"s\",\"context\":{\"c\":3}},\"context\":{\"b\":2},\"events\":[]");

        assertThat(new BehaviourFixture(store.database()).context("s")).isEqualTo("{\"a\":1,\"b\":2,\"c\":3}");
    }
}
