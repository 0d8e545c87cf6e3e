package io.caravanserai.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.AdminActs.Act;
import io.caravanserai.http.HttpCall;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AuditLogTest {
    @OnBothStores
    void actsAreListedInPagesTheNewestFirst(TestStore store) throws Exception {
        // Given five acts, of which the third has no end
        AuditLog log = new AuditLog(store.database(), "hub-1", Clock.systemUTC());
        for (int i = 1; i <= 5; i++) {
            long id = log.begin(act("/admin/alerts/" + i, ""));
            if (i != 3) {
                log.end(id, 204, "/admin/alerts/" + i);
            }
        }

        // When they are read in pages of two
        JsonNode first = page(log, Map.of("limit", "2"));
        JsonNode second =
                page(log, Map.of("limit", "2", "before", first.path("next").asText()));
        JsonNode third =
                page(log, Map.of("limit", "2", "before", second.path("next").asText()));

        // Then each comes once, and the one without an end says so
        assertThat(List.of(objects(first), objects(second), objects(third)))
                .containsExactly(
                        List.of("/admin/alerts/5", "/admin/alerts/4"),
                        List.of("/admin/alerts/3", "/admin/alerts/2"),
                        List.of("/admin/alerts/1"));
        assertThat(second.at("/acts/0/status").isNull()).isTrue();
        assertThat(third.path("next").isNull()).isTrue();
        assertThat(first.at("/acts/0").toString())
                .contains("\"node\":\"hub-1\"", "\"actor\":\"admin\"", "\"address\":\"192.0.2.1\"", "\"status\":204");
    }

    @OnBothStores
    void noSecretAndNoControlCharacterIsKept(TestStore store) throws Exception {
        // Given a secret that the hub knows
        SecretMask.ofProcess().add("hush-hush-0815");
        AuditLog log = new AuditLog(store.database(), "hub-1", Clock.systemUTC());

        // When somebody writes it where a name should be, beside what would break a line
        log.end(log.begin(act("/admin/mailboxes/hush-hush-0815", "name=a\nb\u0000")), 404, "hush-hush-0815");

        // Then neither is in the store
        String kept = page(log, Map.of()).toString();
        assertThat(kept).doesNotContain("0815").contains("name=a?b?");
    }

    private static Act act(String object, String details) {
        return new Act("admin", "192.0.2.1", "curl", "DELETE /admin/alerts/:id", object, details);
    }

    private static JsonNode page(AuditLog log, Map<String, String> query) throws Exception {
        Map<String, List<String>> parameters = new HashMap<>();
        query.forEach((name, value) -> parameters.put(name, List.of(value)));
        HttpCall call = new HttpCall("GET", "/admin/audit", Map.of(), parameters, Map.of(), "", new byte[0]);
        return Json.parse(new AuditAdmin(log).list(call).body());
    }

    private static List<String> objects(JsonNode page) {
        return page.path("acts").findValuesAsText("object");
    }
}
