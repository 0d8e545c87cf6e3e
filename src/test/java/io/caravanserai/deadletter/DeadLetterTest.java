package io.caravanserai.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.retention.Archive;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead letters on both databases. */
class DeadLetterTest {
    static EmbeddedPostgres postgres;
    static int databases;

    private final List<InboundMessage> published = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    private DeadLetterStore store(String kind, Path folder) throws SQLException {
        Map<String, String> settings = Map.of();
        if (kind.equals("postgresql")) {
            String name = "t" + ++databases;
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            settings = Map.of("hub.db.url", postgres.getJdbcUrl("postgres", name), "hub.db.user", "postgres");
        }
        Database database = Database.open(HubConfig.from(Settings.of(settings)).store(), folder);
        open.add(0, database);
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        };
        return new DeadLetterStore(database, folder.resolve("dead"), published::add, clock);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theSameLetterIsCountedNotMultiplied(String kind, @TempDir Path folder) throws Exception {
        DeadLetterStore store = store(kind, folder);

        String first = store.record(letter("bad", "x"));
        now.addAndGet(5);
        String again = store.record(letter("bad", "x"));
        store.record(letter("worse", "x"));

        assertThat(again).isEqualTo(first);
        assertThat(store.list(page(10)))
                .extracting(DeadLetterSource.Summary::reason, DeadLetterSource.Summary::seen)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("bad", 2L),
                        org.assertj.core.groups.Tuple.tuple("worse", 1L));
        assertThat(store.find(first).orElseThrow().content()).isEqualTo("x".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void replayPublishesTheRawBytesAndTakesTheLetterOffTheList(String kind, @TempDir Path folder) throws Exception {
        DeadLetterStore store = store(kind, folder);
        String id = store.record(letter("bad", "raw"));

        assertThat(store.replay(id)).isTrue();

        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.topicKey()).isEqualTo("ups:1Z");
            assertThat(message.body()).isEqualTo("raw".getBytes(UTF_8));
            assertThat(message.source().name()).isEqualTo("request");
        });
        assertThat(store.list(page(10))).isEmpty();
        assertThat(store.replay(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void oldLettersAndTheirFilesArePurged(String kind, @TempDir Path folder) throws Exception {
        DeadLetterStore store = store(kind, folder);
        Path big = Files.writeString(folder.resolve("big"), "big content");
        String id = store.recordFile(letter("too large", ""), big);
        assertThat(store.find(id).orElseThrow().content()).isEqualTo("big content".getBytes(UTF_8));
        assertThatThrownBy(() -> store.replay(id)).hasMessageContaining("mend or split it");
        now.addAndGet(Duration.ofDays(91).toMillis());
        try (var files = Files.list(folder.resolve("dead"))) {
            Files.setLastModifiedTime(files.findFirst().orElseThrow(), FileTime.fromMillis(0));
        }

        Retention retention = new Retention(
                (Database) open.get(0), "hub-1", Optional.of(new Archive(folder.resolve("kept"), "hub-1")));
        assertThat(store.purge(retention, now.get() - Duration.ofDays(90).toMillis()))
                .isEqualTo(1);

        try (var files = Files.list(folder.resolve("dead"))) {
            assertThat(files).isEmpty();
        }
        try (var archived = Files.list(folder.resolve("kept/dead-letters/files"))) {
            Path kept = archived.findFirst().orElseThrow();
            assertThat(new GZIPInputStream(Files.newInputStream(kept))).hasContent("big content");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theAdminListPagesThroughAllSources(String kind, @TempDir Path folder) throws Exception {
        DeadLetterStore store = store(kind, folder);
        for (int i = 0; i < 5; i++) {
            now.addAndGet(i % 2);
            store.record(letter("reason " + i, "x"));
        }
        Fixed other = new Fixed(now.get());
        DeadLetterAdmin admin = new DeadLetterAdmin(new DeadLetters(List.of(store, other)));

        List<String> ids = new ArrayList<>();
        String next = null;
        do {
            JsonNode answer = json(
                    admin.list(next == null ? call(Map.of("limit", "2")) : call(Map.of("limit", "2", "before", next))));
            answer.get("dead_letters").forEach(line -> ids.add(line.get("id").asText()));
            next = answer.get("next").isNull() ? null : answer.get("next").asText();
        } while (next != null);

        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
        assertThat(json(admin.list(call(Map.of("q", "REASON 3")))).get("dead_letters"))
                .hasSize(1);
        assertThat(json(admin.list(call(Map.of("kind", "webhook")))).get("dead_letters"))
                .hasSize(2);
        assertThat(admin.discard(call(Map.of(), "webhook-b")).status()).isEqualTo(204);
        assertThat(other.discarded).containsExactly("b");
        assertThat(admin.replay(call(
                                Map.of(),
                                ids.stream()
                                        .filter(id -> id.startsWith("inbound-"))
                                        .findFirst()
                                        .orElseThrow()))
                        .status())
                .isEqualTo(202);
        assertThatThrownBy(() -> admin.discard(call(Map.of(), "inbound-nothing")))
                .isInstanceOf(HttpProblem.class);
    }

    private static DeadLetter letter(String reason, String raw) {
        return new DeadLetter(
                "webhook",
                "ups",
                reason,
                "line 1",
                "1Z",
                new InboundMessage.Source("webhook", "request", 0, 0),
                "application/json",
                raw.getBytes(UTF_8));
    }

    private static DeadLetterSource.Page page(int limit) {
        return new DeadLetterSource.Page(limit, null, null, null);
    }

    private static HttpCall call(Map<String, String> query) {
        return call(query, "");
    }

    private static HttpCall call(Map<String, String> query, String id) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        query.forEach((name, value) -> lists.put(name, List.of(value)));
        return new HttpCall("GET", "/admin/dead-letters", Map.of("id", id), lists, Map.of(), "", new byte[0]);
    }

    private static JsonNode json(HttpAnswer answer) throws Exception {
        return Json.parse(answer.body());
    }

    /** Another source of dead letters, as the delivery has one. */
    private static final class Fixed implements DeadLetterSource {
        private final List<Summary> all;
        private final List<String> discarded = new ArrayList<>();

        Fixed(long at) {
            all = Arrays.asList(
                    new Summary("b", "delivery", "", "gone", "", "", 1, 1, at, at),
                    new Summary("a", "delivery", "", "gone", "", "", 1, 1, at, at));
        }

        @Override
        public String kind() {
            return "webhook";
        }

        @Override
        public List<Summary> list(Page page) {
            Cursor before = page.before();
            return all.stream()
                    .filter(one -> page.text() == null)
                    .filter(one -> before == null
                            || one.lastAt() < before.lastAt()
                            || (one.lastAt() == before.lastAt() && one.id().compareTo(before.id()) < 0))
                    .limit(page.limit())
                    .toList();
        }

        @Override
        public java.util.Optional<Detail> find(String id) {
            return java.util.Optional.empty();
        }

        @Override
        public boolean replay(String id) {
            return false;
        }

        @Override
        public boolean discard(String id) {
            return discarded.add(id);
        }
    }
}
