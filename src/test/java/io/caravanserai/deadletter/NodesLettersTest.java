package io.caravanserai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Large dead letters are files of the node that took them, while the store is everybody's. */
class NodesLettersTest {
    private static final Duration RETENTION = Duration.ofDays(90);

    private static DeadLetterStore node(TestStore store, String name, Clock clock) {
        return new DeadLetterStore(
                store.database(), store.folder().resolve(name).resolve("dead-letters"), message -> {}, clock);
    }

    private static int purge(TestStore store, String name, Clock clock) {
        Retention retention = new Retention(store.database(), name, Optional.empty());
        return node(store, name, clock).purge(retention, clock.millis() - RETENTION.toMillis());
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static String letter(TestStore store, DeadLetterStore node) throws Exception {
        Path file = Files.writeString(store.folder().resolve("large.edi"), "much content");
        return node.recordFile(
                new DeadLetter(
                        "file",
                        "acme",
                        "too large",
                        "",
                        "large.edi",
                        new InboundMessage.Source("file", "large.edi", 0, 0),
                        null,
                        new byte[0]),
                file);
    }

    @Test
    void anotherNodeSaysWhereTheContentIs() throws Exception {
        try (TestStore store = TestStores.postgresql()) {
            String id = letter(store, node(store, "one", Clock.systemUTC()));
            DeadLetterStore other = node(store, "two", Clock.systemUTC());

            assertThatThrownBy(() -> other.find(id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("kept as the file dead-letters/")
                    .hasMessageContaining("in the data folder of another node, which took it: ask that node");
            assertThatThrownBy(() -> other.replay(id)).hasMessageContaining("in the data folder of another node");
        }
    }

    @Test
    void eachNodeForgetsItsFilesWhicheverNodePurgesTheLetters() throws Exception {
        try (TestStore store = TestStores.postgresql()) {
            Clock later = Clock.offset(Clock.systemUTC(), RETENTION.plusDays(1));
            letter(store, node(store, "one", Clock.systemUTC()));
            Path file = only(store.folder().resolve("one/dead-letters"));
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            assertThat(purge(store, "two", later)).isEqualTo(1);

            assertThat(purge(store, "one", later)).isZero();

            assertThat(store.folder().resolve("one/dead-letters")).isEmptyDirectory();
        }
    }
}
