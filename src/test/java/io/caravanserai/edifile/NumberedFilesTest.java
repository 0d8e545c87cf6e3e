package io.caravanserai.edifile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.delivery.FreshStore;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Control numbers have neither gaps nor repeats, whatever happens to those who take them. */
class NumberedFilesTest {
    private static final int ITEMS = 60;

    /** The lease keeps nodes apart; when it fails them (two of one name), the row of the outlet does. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void twoNodesAtOnceNeitherRepeatNorSkipANumber(Dialect dialect) {
        try (FreshStore store = FreshStore.of(dialect);
                Database one = store.open();
                Database other = store.open()) {
            queue(one);

            List<CompletableFuture<Void>> nodes = new ArrayList<>();
            for (Database database : List.of(one, other)) {
                NumberedFiles files = new NumberedFiles(database, "shop", "node", Clock.systemUTC());
                assertThat(files.lease()).isTrue();
                nodes.add(CompletableFuture.runAsync(() -> makeAll(files)));
            }
            nodes.forEach(CompletableFuture::join);

            assertThat(numbers(one)).containsExactlyElementsOf(all());
            assertThat(items(one)).hasSize(ITEMS).doesNotHaveDuplicates();
        }
    }

    /** Until nothing waits, or another process of this name has the outlet. */
    private static void makeAll(NumberedFiles files) {
        try {
            boolean made = true;
            while (made) {
                made = files.makeFile(1, "edi", NumberedFilesTest::write);
            }
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("another node has taken over");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aNumberIsNotUsedUpByAFileThatCouldNotBeMade(Dialect dialect) {
        try (FreshStore store = FreshStore.of(dialect);
                Database database = store.open()) {
            queue(database);
            NumberedFiles files = new NumberedFiles(database, "shop", "node", Clock.systemUTC());
            assertThat(files.lease()).isTrue();
            assertThat(files.makeFile(1, "edi", NumberedFilesTest::write)).isTrue();

            assertThatThrownBy(() -> files.makeFile(1, "edi", (control, items) -> {
                        throw new IllegalStateException("the writer dies with number " + control);
                    }))
                    .hasMessageContaining("number 2");
            assertThat(files.makeFile(
                            1, "edi", (control, items) -> new FileDraft(new byte[0], Map.of(0, "does not fit"), null)))
                    .isTrue();
            assertThat(files.makeFile(1, "edi", NumberedFilesTest::write)).isTrue();

            assertThat(numbers(database)).containsExactly(1L, 2L);
        }
    }

    private static FileDraft write(long control, List<byte[]> items) {
        return new FileDraft(items.get(0), Map.of(), null);
    }

    private static List<Long> all() {
        return LongStream.rangeClosed(1, ITEMS).boxed().toList();
    }

    private static void queue(Database database) {
        new NumberedFiles(database, "shop", "node", Clock.systemUTC()).register(FreshStore.ACCOUNT);
        database.write(connection -> {
            for (int i = 0; i < ITEMS; i++) {
                Sql.update(
                        connection,
                        "INSERT INTO edi_event (outlet, id, body, created_at) VALUES ('shop', ?, ?, 0)",
                        "e" + i,
                        ("e" + i).getBytes(US_ASCII));
            }
            return ITEMS;
        });
    }

    private static List<Long> numbers(Database database) {
        return database.read(connection -> Sql.list(
                connection, "SELECT control_number FROM edi_outbox ORDER BY control_number", row -> row.getLong(1)));
    }

    private static List<String> items(Database database) {
        return database.read(connection ->
                Sql.list(connection, "SELECT body FROM edi_outbox", row -> new String(row.getBytes(1), US_ASCII)));
    }
}
