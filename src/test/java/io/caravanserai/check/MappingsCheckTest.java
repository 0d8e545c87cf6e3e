package io.caravanserai.check;

import static io.caravanserai.check.CheckedProject.CODES;
import static io.caravanserai.check.CheckedProject.MAPPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings, code tables and samples, spoiled in one place by each case. */
class MappingsCheckTest {
    @SuppressWarnings("NullAway.Init") // made before each test
    CheckedProject project;

    @BeforeEach
    void oneGoodCarrier(@TempDir Path folder) throws IOException {
        project = CheckedProject.in(folder);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            tracking.map.yaml | format: json | formatt: json | :4: error: unknown key 'formatt' in a document; did you mean 'format'?
            tracking.map.yaml | tracking_number: number | tracking_numbr: number | :6: error: unknown key 'tracking_numbr' in event; did you mean 'tracking_number'?
            codes.csv | PU/* | OK/* | :3: error: the carrier code 'OK/*' is already given on line 2
            codes.csv | collection,collected | collection,colected | :3: error: no hub code 'collection/colected'; did you mean 'collection/collected'?
            codes.csv | PU/* | PU/*/* | :3: warning: no code leads to the row 'PU/*/*': stars at the end are written once, PU/*
            codes.csv | PU/* | 1/2/3/4/5/6/7 | :3: warning: no code leads to the row '1/2/3/4/5/6/7': a key has at most 6 parts
            codes.csv | ,PU/* | own,PU/* | :3: warning: no code leads to the row 'PU/*': no document looks codes up under the name 'own'
            codes.csv | ,PU/*,collection,collected,,,picked up | `events,OK/*,collection,collected,,,picked up` | :2: warning: no code leads to the row 'OK/*': every document has a row of its own for it
            codes.csv | ,PU/* | evnts,PU/* | :3: error: no document 'evnts'; did you mean 'events'?
            """)
    void checksMappingsAndCodeTables(String file, String part, String spoiled, String finding) throws IOException {
        String good = file.equals("codes.csv") ? CODES : MAPPING;
        assertThat(good).contains(part);
        project.map(file, good.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(spoiled)));
        assertThat(project.check()).anyMatch(line -> line.startsWith("ups/" + file + finding));
    }

    @Test
    void readsTheLabelMappingOfACarrierThatHasOne() throws IOException {
        project.map("label.map.yaml", "carrier: ups\nrequest: {body: {a: label.reference}}\nanswer: {document: a}\n");
        assertThat(project.check())
                .anyMatch(line -> line.startsWith("ups/label.map.yaml:3: error: an answer needs 'tracking_number'"));
    }

    @Test
    void checksEveryLabelTemplate() throws IOException {
        String good = Files.readString(CheckedProject.REAL_MAPPINGS.resolve("labels/gs1.label.yaml"));
        Path labels = Files.createDirectories(project.mappings().resolve("labels"));
        Files.writeString(labels.resolve("good.label.yaml"), good);
        Files.writeString(labels.resolve("one.label.yaml"), good.replaceFirst("height: 36", "hight: 36"));
        Files.writeString(labels.resolve("two.label.yaml"), good.replace("4x7", "4x9"));
        Files.writeString(labels.resolve("notes.txt"), "");

        assertThat(project.check())
                .anyMatch(line -> line.contains("one.label.yaml:8: error: unknown key 'hight' in block 'parties'"))
                .anyMatch(line -> line.contains("two.label.yaml:5: error: no label size '4x9'; did you mean '4x"))
                .anyMatch(line -> line.contains("notes.txt: warning: the file is not read"))
                .noneMatch(line -> line.contains("good.label.yaml"));
    }

    @Test
    void checksTheLanguagesOfTheTrackingPage() throws IOException {
        String english = Files.readString(CheckedProject.REAL_MAPPINGS.resolve("tracking-page/en.csv"));
        Path pages = Files.createDirectories(project.mappings().resolve("tracking-page"));
        Files.writeString(pages.resolve("en.csv"), english.replaceFirst("page.history,[^\n]*\n", ""));
        Files.writeString(pages.resolve("fr.csv"), english.replaceFirst("customs/held,", "customs/hold,"));
        Files.writeString(pages.resolve("it.csv"), "key,text\npage.title,\n");

        assertThat(project.check())
                .anyMatch(line -> line.contains("en.csv: error: the text of 'page.history' is missing"))
                .anyMatch(line -> line.contains("fr.csv: warning: the text of 'customs/held' is missing"))
                .anyMatch(line -> line.contains("warning: 'customs/hold' is no event code")
                        && line.contains("did you mean 'customs/held'?"))
                .anyMatch(line -> line.contains("it.csv:2: error: the text of 'page.title' is empty"));
    }

    @Test
    void findsSamplesThatTestNothing() throws IOException {
        project.map("samples/two.json", "{}");
        project.map("samples/three.expected.json", "");
        assertThat(project.check())
                .anyMatch(line -> line.startsWith("ups/samples/two.json: warning: the sample has no expected result")
                        && line.contains("./hub try ups "))
                .anyMatch(line -> line.startsWith("ups/samples/three.expected.json: warning: there is no sample for"))
                .hasSize(2);
    }

    @Test
    void findsAFolderWithoutRouteAndWithoutSample() throws IOException {
        Files.createDirectories(project.mappings().resolve("acme"));
        Files.writeString(project.mappings().resolve("acme/tracking.map.yaml"), MAPPING.replace("ups", "acme"));
        assertThat(project.check())
                .anyMatch(line -> line.startsWith(
                        "acme/tracking.map.yaml: warning: no route brings data of the carrier 'acme' in"))
                .anyMatch(line -> line.startsWith("acme/samples: warning: the carrier has no sample"))
                .hasSize(2);
    }

    @Test
    void reportsMappingsThatTheHubWouldSetAside() throws IOException {
        project.map("tracking.map.yaml", "format: json\nformatt: json\n");
        Files.createDirectories(project.mappings().resolve("empty"));
        assertThat(project.check())
                .anyMatch(line -> line.startsWith("ups/tracking.map.yaml:2: error: "))
                .anyMatch(line -> line.startsWith("empty: warning: the folder has no tracking.map.yaml"));
    }
}
