package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Profiles that are put together, handed out and forgotten, also while events come in. */
class ErasureTest {
    private static HttpCall call(String id, String body) {
        return new HttpCall(
                "POST", "/", Map.of("id", id), Map.of(), Map.of(), "127.0.0.1", body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode export(BehaviourAdmin admin, String id) throws Exception {
        return Json.parse(admin.export(call(id, "")).body());
    }

    private static HttpAnswer merge(BehaviourAdmin admin, String into, String... ids) {
        return admin.merge(call(into, "{\"ids\":[\"" + String.join("\",\"", ids) + "\"]}"));
    }

    private static String profile(BehaviourFixture hub, String session) throws Exception {
        return hub.send(SHOP, session, null).profileId().orElseThrow();
    }

    @OnBothStores
    void chainsOfMergersEndAtOneAndGoInNoCircle(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        String a = profile(hub, "a");
        String b = profile(hub, "b");
        String c = profile(hub, "c");

        merge(admin, b, a);
        merge(admin, c, b);
        merge(admin, a, c, b, a);

        assertThat(hub.send(SHOP, "a", null).profileId()).contains(c);
        assertThat(hub.send(SHOP, "new", a).profileId()).contains(c);
        JsonNode all = export(admin, b);
        assertThat(all.path("id").asText()).isEqualTo(c);
        assertThat(all.path("aliases")).extracting(JsonNode::asText).containsExactlyInAnyOrder(a, b);
        assertThat(all.path("sessions")).hasSize(4);
        assertThat(all.path("events")).as("5 events, 3 + 3 + 3 + 2 of the hub").hasSize(16);
    }

    @OnBothStores
    void anExportThatIsTooLargeGoesOn(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        String id = profile(hub, "s");
        for (int i = 0; i < 6; i++) {
            hub.keep(
                    "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s\"},\"events\":[{\"type\":\"a\",\"id\":\"large-"
                            + i + "\",\"properties\":{\"x\":\"" + "x".repeat(4_000_000) + "\"}}]}",
                    SHOP);
        }

        JsonNode first = export(admin, id);
        JsonNode rest = Json.parse(admin.export(new HttpCall(
                        "GET",
                        "/",
                        Map.of("id", id),
                        Map.of("before", List.of(first.path("next").asText().replaceAll(".*=", ""))),
                        Map.of(),
                        "127.0.0.1",
                        new byte[0]))
                .body());

        List<String> ids = new ArrayList<>(first.path("events").findValuesAsText("type"));
        assertThat(ids).containsOnly("a").hasSize(4);
        ids.addAll(rest.path("events").findValuesAsText("type"));
        assertThat(ids).hasSize(10).endsWith("session-opened", "visit-started", "profile-created", "page-view");
        assertThat(rest.has("next")).isFalse();
    }

    @OnBothStores
    void mergersAtOnceLeaveOneThatLives(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        ExecutorService operators = Executors.newFixedThreadPool(4);
        for (int trial = 0; trial < 10; trial++) {
            String a = profile(hub, "a" + trial);
            String b = profile(hub, "b" + trial);
            String c = profile(hub, "c" + trial);
            List<Future<HttpAnswer>> answers = new ArrayList<>();
            answers.add(operators.submit(() -> merge(admin, a, b)));
            answers.add(operators.submit(() -> merge(admin, b, c)));
            answers.add(operators.submit(() -> merge(admin, c, a)));
            for (Future<HttpAnswer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            String living = export(admin, a).path("id").asText();
            assertThat(List.of(
                            export(admin, b).path("id").asText(),
                            export(admin, c).path("id").asText()))
                    .containsOnly(living);
        }
        operators.shutdown();
    }

    @OnBothStores
    void whatIsErasedLeavesNothingBehind(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        hub.sendProfileLess("mine");
        String mine = profile(hub, "mine");
        String alias = profile(hub, "earlier");
        merge(admin, mine, alias);
        assertThat(export(admin, mine).path("events"))
                .as("with the three before anybody was known")
                .hasSize(11);
        String other = profile(hub, "other");

        assertThat(admin.erase(call(alias, "")).status()).isEqualTo(204);

        for (String id : List.of(mine, alias)) {
            assertThat(catchThrowableOfType(HttpProblem.class, () -> admin.profile(call(id, "")))
                            .answer()
                            .status())
                    .isEqualTo(404);
        }
        assertThat(hub.count("profile")).isEqualTo(1);
        assertThat(hub.count("behaviour_session")).isEqualTo(1);
        assertThat(hub.count("behaviour_event")).isEqualTo(4);
        assertThat(hub.count("behaviour_outbox")).isEqualTo(4);
        assertThat(hub.send(SHOP, "mine", mine).profileId().orElseThrow()).isNotIn(mine, alias, other);
    }

    @OnBothStores
    void aProfileThatWasNotSavedCanBeErased(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        String id = hub.keep(
                        "{\"source\":{\"id\":\"shop\"},\"options\":{\"saveProfile\":false},\"events\":[{\"type\":\"a\"}]}",
                        SHOP)
                .profileId()
                .orElseThrow();

        new BehaviourAdmin(store.database()).erase(call(id, ""));

        assertThat(hub.count("behaviour_event")).isZero();
        assertThat(hub.count("behaviour_session")).isZero();
    }

    @OnBothStores
    void eventsThatComeMeanwhileAreOfSomebodyNew(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        ExecutorService visitors = Executors.newFixedThreadPool(4);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> sending = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sending.add(visitors.submit(() -> {
                int sent = 0;
                while (!done.get()) {
                    hub.send(SHOP, "s", null);
                    sent++;
                }
                return sent;
            }));
        }
        List<String> erased = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = profile(hub, "s");
            admin.erase(call(id, ""));
            erased.add(id);
        }
        done.set(true);
        for (Future<Integer> each : sending) {
            assertThat(each.get()).isPositive();
        }
        visitors.shutdown();

        List<String> left = store.database()
                .read(connection -> Sql.listIn(
                        connection,
                        "SELECT type FROM behaviour_event WHERE profile_id IN",
                        row -> row.getString(1),
                        erased));
        assertThat(left).isEmpty();
    }

    @OnBothStores
    void whatIsNoListOfIdsIsRefused(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        BehaviourAdmin admin = new BehaviourAdmin(store.database());
        String id = profile(hub, "s");

        for (String body : List.of("", "{", "[]", "{\"ids\":[]}", "{\"ids\":[5]}", "{\"ids\":\"a\"}")) {
            assertThat(catchThrowableOfType(HttpProblem.class, () -> admin.merge(call(id, body)))
                            .answer()
                            .status())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(catchThrowableOfType(HttpProblem.class, () -> merge(admin, id, "nobody"))
                        .answer()
                        .status())
                .isEqualTo(404);
    }
}
