package io.caravanserai.fileaudit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

class FileAuditTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final FileContent CONTENT = FileContent.of("outbox/a.edi", "ISA".getBytes(UTF_8));

    @OnBothStores
    void tellsWhatBecameOfAFile(TestStore store) throws Exception {
        note(store, taken("acme", CONTENT, "archive"), NOON);

        JsonNode file = list(store, Map.of()).get(0);

        assertThat(file.path("direction").asText()).isEqualTo("in");
        assertThat(file.path("partner").asText()).isEqualTo("acme");
        assertThat(file.path("name").asText()).isEqualTo("outbox/a.edi");
        assertThat(file.path("size").asLong()).isEqualTo(3);
        assertThat(file.path("sha256").asText())
                .as("as sha256sum has it")
                .isEqualTo("92f122ac5c2fbef19c1812f2cce2c486f9d3c9e147c992b77054bb4536322c3f");
        assertThat(file.path("state").asText()).isEqualTo("taken");
        assertThat(file.path("modified_utc").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(file.path("done_utc").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(file.path("parts").asLong()).isEqualTo(7);
        assertThat(file.path("dead_letters").asLong()).isEqualTo(1);
        assertThat(file.path("moved_to").asText()).isEqualTo("archive");
        assertThat(file.path("copy").isNull()).as("there is none (any more)").isTrue();
        assertThat(file.path("control_number").isNull()).isTrue();
        assertThat(file.path("millis").asLong()).isEqualTo(12);
        assertThat(file.path("times").asLong()).isEqualTo(1);
    }

    @OnBothStores
    void theSameFileAgainIsCountedAndAnotherIsNot(TestStore store) throws Exception {
        note(store, taken("acme", CONTENT, "archive"), NOON);
        note(store, taken("acme", CONTENT, ""), NOON.plusSeconds(60));
        note(store, taken("acme", FileContent.of("outbox/a.edi", "IEA".getBytes(UTF_8)), ""), NOON.plusSeconds(30));

        JsonNode files = list(store, Map.of());

        assertThat(files).hasSize(2);
        assertThat(files.get(0).path("times").asLong()).isEqualTo(2);
        assertThat(files.get(0).path("done_utc").asText()).isEqualTo("2026-11-21T12:01:00Z");
        assertThat(files.get(0).path("moved_to").isNull()).isTrue();
        assertThat(files.get(1).path("times").asLong()).isEqualTo(1);
    }

    @OnBothStores
    void isAskedByPartnerNameDirectionAndTime(TestStore store) throws Exception {
        note(store, taken("acme", CONTENT, ""), NOON);
        note(store, taken("other", CONTENT, ""), NOON.plusSeconds(1));
        FileContent ours = FileContent.of("shop-000000007.EDI.gz", new byte[5]);
        note(store, AuditedFile.sent("shop", ours, 7, 3), NOON.plusSeconds(2));

        assertThat(partners(store, Map.of())).isEqualTo("shop,other,acme");
        assertThat(partners(store, Map.of("carrier", "other"))).isEqualTo("other");
        assertThat(partners(store, Map.of("name", "7.edi"))).isEqualTo("shop");
        assertThat(partners(store, Map.of("name", "%"))).isEmpty();
        assertThat(partners(store, Map.of("direction", "in"))).isEqualTo("other,acme");
        assertThat(partners(store, Map.of("from", "2026-11-21T12:00:01Z"))).isEqualTo("shop,other");
        assertThat(partners(store, Map.of("limit", "1"))).isEqualTo("shop");
        assertThat(list(store, Map.of("direction", "out"))
                        .get(0)
                        .path("control_number")
                        .asLong())
                .isEqualTo(7);
    }

    @OnBothStores
    void aBadQuestionIsAnsweredClearly(TestStore store) {
        refused(store, "direction", "up", "must be in or out");
        refused(store, "from", "yesterday", "must be like 2026-11-21T00:00:00Z");
        refused(store, "limit", "many", "limit");
    }

    @OnBothStores
    void isForgottenInTime(TestStore store) throws Exception {
        note(store, taken("old", CONTENT, ""), NOON.minus(Duration.ofDays(366)));
        note(store, taken("young", CONTENT, ""), NOON.minus(Duration.ofDays(364)));

        int forgotten = new Retention(store.database(), "hub-1", Optional.empty())
                .forget(FileAudit.EXPIRY, NOON.minus(Duration.ofDays(365)).toEpochMilli());

        assertThat(forgotten).isEqualTo(1);
        assertThat(partners(store, Map.of())).isEqualTo("young");
    }

    private static void refused(TestStore store, String parameter, String value, String reason) {
        assertThatThrownBy(() -> list(store, Map.of(parameter, value)))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.answer().status()).isEqualTo(422);
                    assertThat(new String(problem.answer().body(), UTF_8)).contains(reason);
                });
    }

    private static AuditedFile taken(String partner, FileContent content, String movedTo) {
        long modified = NOON.minus(Duration.ofDays(1)).toEpochMilli();
        return new AuditedFile(
                AuditedFile.State.TAKEN, partner, content, modified, 7, 1, movedTo, "file-copies/gone.gz", 0, 12);
    }

    private static void note(TestStore store, AuditedFile file, Instant at) {
        store.database().write(connection -> {
            FileAudit.note(connection, file, at.toEpochMilli());
            return true;
        });
    }

    private static String partners(TestStore store, Map<String, String> query) throws Exception {
        return StreamSupport.stream(list(store, query).spliterator(), false)
                .map(file -> file.path("partner").asText())
                .collect(Collectors.joining(","));
    }

    private static JsonNode list(TestStore store, Map<String, String> query) throws Exception {
        FileCopies copies = new FileCopies(store.folder(), 1, Clock.systemUTC());
        Map<String, List<String>> parameters = query.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        HttpCall call = new HttpCall("GET", "/admin/files", Map.of(), parameters, Map.of(), "", new byte[0]);
        return Json.parse(
                        new FileAuditAdmin(store.database(), copies).list(call).body())
                .path("files");
    }
}
