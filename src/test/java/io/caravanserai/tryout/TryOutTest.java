package io.caravanserai.tryout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.tryout.SampleFolder.NotKept;
import io.caravanserai.tryout.TryOut.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads tried by the mappings of a hub, with and without a code table that is not saved. */
class TryOutTest {
    @TempDir
    Path folder = Path.of("unset");

    Path mappings;
    MappingLibrary library;
    TryOut tryOut;

    @BeforeEach
    void copyMappings() throws Exception {
        mappings = folder.resolve("edi-mappings");
        Path from = Path.of("edi-mappings");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = mappings.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        library = MappingLibrary.load(mappings);
        tryOut = new TryOut(mappings, () -> library, Clock.systemUTC());
    }

    @Test
    void anEdiFileIsShownInWordsBesideItsEventsAndTheLinesThatMadeThem() throws IOException {
        byte[] payload = Files.readAllBytes(mappings.resolve("bring/samples/delivered.edi"));

        Tried tried = tryOut.of(new Payload("bring", "delivered.edi", payload, null));

        assertThat(tried.segments()).extracting(Tried.Segment::tag).contains("UNB", "UNH", "STS");
        assertThat(tried.segments()).anyMatch(segment -> !segment.parts().isEmpty());
        assertThat(tried.events()).isNotEmpty();
        assertThat(tried.events().get(0).codeRow()).contains("bring/codes.csv:");
        assertThat(tried.events().get(0).fields()).isNotEmpty();
        assertThat(tried.finding()).isFalse();
    }

    @Test
    void anEditedCodeTableCountsWithoutBeingSaved() throws IOException {
        byte[] payload = Files.readAllBytes(mappings.resolve("bring/samples/delivered.edi"));
        Path saved = mappings.resolve("bring/codes.csv");
        String before = Files.readString(saved);
        String edited = before.lines().limit(1).toList().get(0) + "\n";

        Tried tried = tryOut.of(new Payload("bring", "delivered.edi", payload, edited));

        assertThat(tried.unmapped()).isNotEmpty();
        assertThat(tried.finding()).isTrue();
        assertThat(tried.warnings().toString()).contains(saved.toString()).doesNotContain("hub-try");
        assertThat(tried.events().get(0).mapping()).startsWith(mappings.resolve("bring/tracking.map.yaml") + ":");
        assertThat(saved).hasContent(before);
    }

    @Test
    void aFaultOfTheEditedTableIsNamedWithItsLine() {
        Tried tried = tryOut.of(new Payload("bring", "a.json", "{}".getBytes(UTF_8), "document,carrier_code\nx\n"));

        assertThat(tried.problems()).isNotEmpty().allMatch(problem -> problem.contains("bring/codes.csv"));
        assertThat(tried.events()).isEmpty();
    }

    @Test
    void whatIsTriedCanBeKeptAsASampleThatTheTestOfSamplesHolds() throws Exception {
        byte[] payload = Files.readAllBytes(mappings.resolve("bring/samples/delivered.edi"));
        SampleFolder samples = new SampleFolder(mappings, () -> library, Clock.systemUTC());

        Path kept = samples.keep("bring", "again.edi", payload, false);

        assertThat(kept).hasBinaryContent(payload);
        assertThat(mappings.resolve("bring/samples/again.expected.json"))
                .hasSameTextualContentAs(mappings.resolve("bring/samples/delivered.expected.json"));
        assertThatThrownBy(() -> samples.keep("bring", "again.edi", payload, false))
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("already");
    }

    @Test
    void aNameThatLeadsElsewhereIsNoName() {
        SampleFolder samples = new SampleFolder(mappings, () -> library, Clock.systemUTC());
        byte[] payload = "{}".getBytes(UTF_8);

        List<String> names = List.of("../codes.csv", "a/b.json", ".hidden.json", "x.sh", "", "a.expected.json");

        for (String name : names) {
            assertThatThrownBy(() -> samples.keep("bring", name, payload, true))
                    .as(name)
                    .isInstanceOf(NotKept.class);
        }
        assertThatThrownBy(() -> samples.keep("../bring", "a.json", payload, true))
                .isInstanceOf(NotKept.class);
        assertThatThrownBy(() -> samples.keep("bring", "findings.json", payload, false))
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("findings");
    }
}
