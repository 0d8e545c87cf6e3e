package io.caravanserai.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.harmonize.EventCode;
import io.caravanserai.harmonize.EventCodes;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLanguagesTest {
    private static final Path MAPPINGS = Path.of("edi-mappings");

    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            en | Delivered
            de | Zugestellt
            fr | Livré
            es | Entregado
            it | Consegnata
            nl | Bezorgd
            pl | Doręczona
            de-AT | Zugestellt
            sv, fr-CH;q=0.8, en;q=0.1 | Livré
            en;q=0.1, pl | Doręczona
            tlh | Delivered
            * | Delivered
            "" | Delivered
            ;;q=x,, | Delivered
            """)
    void aReaderGetsTheLanguageThatTheBrowserAsksFor(String header, String text) throws Exception {
        PageTexts texts = languages(MAPPINGS).choose(Optional.of(header)).orElseThrow();

        assertThat(texts.ofCode("delivery", "delivered", null)).isEqualTo(text);
        assertThat(texts.ofCode("delivery", "delivered", "of_a_new_kind")).isEqualTo(text);
    }

    @Test
    void theShippedLanguagesHaveNoHoles() throws Exception {
        Set<String> codes = codes();

        assertThat(LanguageCheck.doubts(MAPPINGS, codes)).isEmpty();
        PageTexts english = languages(MAPPINGS).choose(Optional.empty()).orElseThrow();
        assertThat(codes.stream().map(code -> code.split("/", 2)[0]))
                .as("every milestone has a text")
                .allSatisfy(milestone -> assertThat(english.texts()).containsKey(milestone));
    }

    @Test
    void aFurtherLanguageIsAFileAndWhatItLacksIsEnglish() throws Exception {
        write("en", Files.readString(MAPPINGS.resolve("tracking-page/en.csv")));
        write(
                "pt-BR",
                "key,text\npage.history,Histórico\ndelivery,Entrega\npage.parcel,Volume {1}\norder/cretaed,Pedido\n");

        PageTexts texts =
                languages(folder).choose(Optional.of("pt-BR,pt;q=0.9")).orElseThrow();

        assertThat(texts.of(Word.HISTORY)).isEqualTo("Histórico");
        assertThat(texts.of(Word.SUPPORT)).isEqualTo("Get help");
        assertThat(texts.ofCode("delivery", "out_for_delivery", null))
                .as("its own milestone before another language's code")
                .isEqualTo("Entrega");
        assertThat(texts.ofCode("customs", "held", null)).isEqualTo("In customs");
        List<String> doubts = LanguageCheck.doubts(folder, codes()).stream()
                .map(MappingProblem::toString)
                .map(doubt -> doubt.substring(doubt.lastIndexOf("pt-BR")))
                .toList();
        assertThat(doubts)
                .anyMatch(doubt -> doubt.contains("the text of 'page.support' is missing, which en.csv has"))
                .anyMatch(doubt -> doubt.startsWith("pt-BR.csv:5")
                        && doubt.contains("'order/cretaed' is no event code")
                        && doubt.contains("did you mean 'order/created'?"))
                .anyMatch(doubt -> doubt.startsWith("pt-BR.csv:4") && doubt.contains("must have the same {1}, {2}"));
    }

    @Test
    void faultsAreNamedAndLeaveWhatWasGood() throws Exception {
        String english = Files.readString(MAPPINGS.resolve("tracking-page/en.csv"));
        write("en", english);
        PageLanguages languages = languages(folder);

        write("en", english.replaceFirst("page.title,[^\n]*\n", "page.title,\n"));
        write("no such language", "key,text\n");
        write("de", "key,txt\n");

        assertThatThrownBy(languages::reload)
                .isInstanceOfSatisfying(MappingException.class, e -> assertThat(e.problems())
                        .extracting(MappingProblem::message)
                        .anyMatch(message -> message.contains("the text of 'page.title' is empty"))
                        .anyMatch(message -> message.contains("'no such language' is no language"))
                        .anyMatch(message -> message.contains("the column 'text' is missing")));
        assertThat(languages.choose(Optional.empty()).orElseThrow().of(Word.TITLE))
                .isEqualTo("Track your shipment");
    }

    private void write(String name, String text) throws Exception {
        Path texts = Files.createDirectories(folder.resolve(PageLanguages.FOLDER));
        Files.writeString(texts.resolve(name + ".csv"), text);
    }

    private static PageLanguages languages(Path mappings) throws MappingException {
        PageLanguages languages = new PageLanguages(mappings);
        languages.reload();
        return languages;
    }

    private static Set<String> codes() throws MappingException {
        return EventCodes.load(MAPPINGS.resolve("harmonized/event-codes.csv")).all().stream()
                .map(EventCode::key)
                .collect(Collectors.toSet());
    }
}
