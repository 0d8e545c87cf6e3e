package io.caravanserai.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.label.own.LabelTemplates;
import io.caravanserai.page.PageLanguages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A status table of a customer's own, beside the mappings. */
class MappingFilesTest {
    private static final String TABLE =
            """
            milestone,code,sub_code,status_code,reason_code
            delivery,,,%s,
            """;

    private final StatusTables tables = new StatusTables();
    private final FileStates states = new FileStates(Clock.systemUTC());

    @Test
    void aTableOutsideIsTakenOverAndOneThatIsGoneGoesOn(@TempDir Path folder) throws Exception {
        Path mappings = Path.of("edi-mappings");
        Path table = Files.writeString(folder.resolve("own.csv"), TABLE.formatted("D1"));
        MappingFiles files = new MappingFiles(
                new LiveMappings(MappingLibrary.load(mappings)),
                tables,
                new LabelTemplates(mappings),
                new PageLanguages(mappings),
                mappings,
                states);
        assertThat(status(table)).isEqualTo("D1");

        Files.writeString(table, TABLE.formatted("X1"));
        files.reload(Set.of());
        assertThat(status(table)).isEqualTo("X1");
        assertThat(states.failures()).isEmpty();

        Files.writeString(table, "no table");
        files.reload(Set.of());
        assertThat(status(table)).isEqualTo("X1");
        assertThat(states.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.file()).isEqualTo(table.toString());
            assertThat(failure.status()).isEqualTo(FileState.Status.PREVIOUS_RUNS);
            assertThat(failure.reason()).startsWith(table + ":1: the first line must be");
        });

        Files.delete(table);
        files.reload(Set.of());
        assertThat(status(table)).isEqualTo("X1");
        assertThat(states.failures()).isEmpty();
    }

    @Test
    void aLabelTemplateIsTakenOverAndAFaultyOneLeavesTheLastGoodOne(@TempDir Path folder) throws Exception {
        Path shipped = Path.of("edi-mappings");
        Path template = Files.createDirectory(folder.resolve("labels")).resolve("express.label.yaml");
        LabelTemplates labels = new LabelTemplates(folder);
        MappingFiles files = new MappingFiles(
                new LiveMappings(MappingLibrary.load(shipped)),
                tables,
                labels,
                new PageLanguages(folder),
                folder,
                states);
        assertThat(labels.nameFor("express")).isEqualTo("gs1");

        Files.copy(shipped.resolve("labels/gs1.label.yaml"), template);
        files.reload(Set.of(template));
        assertThat(labels.nameFor("express")).isEqualTo("express");
        assertThat(states.failures()).isEmpty();

        Files.writeString(template, "label: [");
        files.reload(Set.of(template));
        assertThat(labels.isInUse(template)).isTrue();
        assertThat(states.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.file()).isEqualTo(template.toString());
            assertThat(failure.status()).isEqualTo(FileState.Status.PREVIOUS_RUNS);
        });

        Files.copy(shipped.resolve("labels/gs1.label.yaml"), template, StandardCopyOption.REPLACE_EXISTING);
        files.reload(Set.of());
        assertThat(states.failures()).isEmpty();

        Files.delete(template);
        files.reload(Set.of(template));
        assertThat(labels.isInUse(template)).isTrue();
    }

    private String status(Path table) {
        return tables.of(table)
                .find("delivery", "delivered", null)
                .orElseThrow()
                .status();
    }

    @Test
    void aLanguageOfTheTrackingPageIsTakenOverAndFaultyOnesLeaveTheLastGood(@TempDir Path folder) throws Exception {
        Path shipped = Path.of("edi-mappings");
        Path english = Files.createDirectory(folder.resolve("tracking-page")).resolve("en.csv");
        String texts = Files.readString(shipped.resolve("tracking-page/en.csv"));
        Files.writeString(english, texts);
        PageLanguages languages = new PageLanguages(folder);
        MappingFiles files = new MappingFiles(
                new LiveMappings(MappingLibrary.load(shipped)),
                tables,
                new LabelTemplates(folder),
                languages,
                folder,
                states);
        assertThat(languages.isInUse()).isTrue();

        Files.writeString(english, texts.replace("page.history,History\n", ""));
        files.reload(Set.of(english));
        assertThat(states.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.file()).isEqualTo(languages.folder().toString());
            assertThat(failure.status()).isEqualTo(FileState.Status.PREVIOUS_RUNS);
            assertThat(failure.reason()).contains("the text of 'page.history' is missing");
        });

        Files.writeString(english, texts);
        files.reload(Set.of(english));
        assertThat(states.failures()).isEmpty();
    }
}
