package io.caravanserai.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Old rows go in portions, by one node, and to the archive before. */
class RetentionTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOON = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();

    /** Dead webhooks with their attempts, as a kind with details. */
    private static final Expiry DELIVERIES = Expiry.archived("deliveries", "delivery", List.of("id"), "updated_at")
            .where("status <> 'pending' AND created_at < ?")
            .with("delivery_attempt", "delivery_id");

    @OnBothStores
    void allThatIsOldGoesWhateverItsNumberAndNothingElse(TestStore store) {
        deliveries(store.database(), 1_700, NOON - DAY, "dead");
        deliveries(store.database(), 3, NOON + 1, "dead");
        deliveries(store.database(), 3, NOON - DAY, "pending");

        int gone = retention(store, Optional.empty()).forget(DELIVERIES, NOON);

        assertThat(gone).isEqualTo(1_700);
        assertThat(count(store, "delivery")).isEqualTo(6);
        assertThat(count(store, "delivery_attempt")).isEqualTo(6);
    }

    @OnBothStores
    void whatGoesIsInTheArchiveADayAFile(TestStore store) throws Exception {
        deliveries(store.database(), 700, NOON - 2 * DAY, "dead");
        deliveries(store.database(), 2, NOON - DAY, "dead");
        Archive archive = new Archive(store.folder().resolve("archive"), "hub-1");

        retention(store, Optional.of(archive)).forget(DELIVERIES, NOON);

        assertThat(count(store, "delivery")).isZero();
        Path kind = store.folder().resolve("archive/deliveries");
        assertThat(files(kind)).containsExactly("2026-03-08-hub-1-1.jsonl.gz", "2026-03-09-hub-1-1.jsonl.gz");
        List<JsonNode> rows = rows(kind.resolve("2026-03-08-hub-1-1.jsonl.gz"));
        assertThat(rows).hasSize(700).allSatisfy(row -> {
            assertThat(row.path("status").asText()).isEqualTo("dead");
            assertThat(row.path("body").binaryValue()).isEqualTo("body".getBytes(StandardCharsets.UTF_8));
            assertThat(row.at("/delivery_attempt/0/delivery_id")).isEqualTo(row.path("id"));
            assertThat(row.path("delivered_at").isNull()).isTrue();
        });
    }

    @OnBothStores
    void aHubThatIsKilledBeforeTheRowsGoArchivesThemAgain(TestStore store) throws Exception {
        // Given a file that was renamed, and of its rows one that is wanted again since
        deliveries(store.database(), 3, NOON - DAY, "dead");
        Archive archive = new Archive(store.folder().resolve("archive"), "hub-1");
        assertThat(archive.keep(store.database(), DELIVERIES, NOON)).hasSize(3);
        store.database()
                .write(connection ->
                        Sql.update(connection, "UPDATE delivery SET updated_at = ? WHERE id LIKE '%-2'", NOON + DAY));

        // When the hub is back
        retention(store, Optional.of(archive)).forget(DELIVERIES, NOON);

        // Then the first file is as it was, the second has what was left to do, and the one row lives
        Path kind = store.folder().resolve("archive/deliveries");
        assertThat(files(kind)).containsExactly("2026-03-09-hub-1-1.jsonl.gz", "2026-03-09-hub-1-2.jsonl.gz");
        assertThat(rows(kind.resolve("2026-03-09-hub-1-1.jsonl.gz"))).hasSize(3);
        assertThat(rows(kind.resolve("2026-03-09-hub-1-2.jsonl.gz"))).hasSize(2);
        assertThat(count(store, "delivery")).isEqualTo(1);
    }

    @OnBothStores
    void whatCannotBeArchivedStays(TestStore store) throws Exception {
        deliveries(store.database(), 3, NOON - DAY, "dead");
        Path file = Files.writeString(store.folder().resolve("no-folder"), "");

        assertThatThrownBy(() -> retention(store, Optional.of(new Archive(file, "hub-1")))
                        .forget(DELIVERIES, NOON))
                .hasMessageContaining("the archive " + file + " cannot");

        assertThat(count(store, "delivery")).isEqualTo(3);
    }

    @Test
    void ofSeveralNodesOneForgets() {
        try (TestStore store = TestStores.postgresql();
                Database other = store.another()) {
            deliveries(store.database(), 3, NOON - DAY, "dead");
            Retention mine = new Retention(other, "hub-1", Optional.empty());
            assertThat(mine.isMine()).isTrue();

            int gone = new Retention(store.database(), "hub-2", Optional.empty()).forget(DELIVERIES, NOON);

            assertThat(gone).isZero();
            assertThat(mine.forget(DELIVERIES, NOON)).isEqualTo(3);
        }
    }

    private static Retention retention(TestStore store, Optional<Archive> archive) {
        return new Retention(store.database(), "hub-1", archive);
    }

    private static void deliveries(Database database, int count, long at, String status) {
        database.write(connection -> {
            Sql.update(connection, "INSERT INTO account VALUES ('A1','Acme',0,0) ON CONFLICT DO NOTHING");
            Sql.update(
                    connection,
                    """
                    INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status, created_at,
                        updated_at)
                    VALUES ('S','A1','tracking','http://x','s','{}','active',0,0) ON CONFLICT DO NOTHING""");
            List<Object[]> rows = IntStream.range(0, count)
                    .mapToObj(i -> new Object[] {
                        at + status + "-" + i, "body".getBytes(StandardCharsets.UTF_8), status, at, at, at, at
                    })
                    .toList();
            Sql.batch(
                    connection,
                    """
                    INSERT INTO delivery (id, account_number, subscription_id, order_key, kind, body, status, attempts,
                        tries, started_at, due_at, created_at, updated_at)
                    VALUES (?,'A1','S','S/1','tracking',?,?,1,1,?,?,?,?)""",
                    rows);
            return Sql.batch(
                    connection,
                    "INSERT INTO delivery_attempt (delivery_id, n, at, ms) VALUES (?,1,0,5)",
                    rows.stream().map(row -> new Object[] {row[0]}).toList());
        });
    }

    private static long count(TestStore store, String table) {
        return store.database().read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM " + table));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(Json.kept(line));
            }
        }
        return rows;
    }
}
