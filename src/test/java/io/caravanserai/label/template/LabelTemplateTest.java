package io.caravanserai.label.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates, spoiled in one place by each case: what is said names the line. */
class LabelTemplateTest {
    private static final String GOOD =
            """
            label: Test
            sizes: [4x6]
            blocks:
              top:
                height: 20
                parts:
                  - text: to.name
                    at: [2, 2, 40, 10]
                    size: [4, 2]
                  - rule: [0, 15, 101.6, 0.5]
              bottom:
                height: 60
                grow: 1
                parts:
                  - barcode: gs1-128
                    data:
                      "00": sscc
                    at: [2, 2, 97, 50]
                    module: [0.5, 0.4]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    Path folder;

    @Test
    void theHubsOwnTemplateHasAllSizes() throws MappingException {
        assertThat(LabelSamples.template().sizes()).containsExactlyInAnyOrder(LabelSize.values());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            label: Test | labl: Test | :1: unknown key 'labl' in a label template; did you mean 'label'?
            [4x6] | [4x9] | :2: no label size '4x9'; did you mean '4x6'?
            height: 20 | height: tall | :5: height is 'tall' but must be a number
            height: 60 | height: 140 | the blocks are 160.0 mm high, a label of 4x6 has 152.4 mm
            text: to.name | txt: to.name | :7: a part has one of the keys text, barcode, rule; did you mean 'text'?
            text: to.name | text: uper(to.name) | :7: text: unknown function 'uper'; did you mean 'upper'?
            at: [2, 2, 40, 10] | at: [2, 2, 40] | :8: 'at' must be [left, top, width, height in mm]
            at: [2, 2, 40, 10] | at: [2, 2, 40, 14] | :10: 'top[2]' overlaps 'top[1]' (line 7) on 4x6
            at: [2, 2, 40, 10] | at: [62, 2, 40, 10] | :7: 'top[1]' leaves its block 'top'
            size: [4, 2] | size: [2, 4] | :7: sizes are the greatest and the smallest font size in mm, not 2.0 and 4.0
            barcode: gs1-128 | barcode: gs1-182 | :15: no barcode 'gs1-182'; did you mean 'gs1-128'?
            "00": sscc | "0a": sscc | :17:
            module: [0.5, 0.4] | module: [0.5, 0.6] | :15: 'module' is the greatest and the smallest width of a module
            module: [0.5, 0.4] | module: [0.1, 0.1] | :15: a module of 0.1 mm has fewer than 2 dots at 203 dpi
            """)
    void namesTheLineOfAFault(String part, String spoiled, String fault) throws IOException {
        assertThat(GOOD).contains(part);
        Path file = folder.resolve("test.label.yaml");
        Files.writeString(file, GOOD.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(spoiled)));

        Assertions.assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> LabelTemplate.load(file))
                .withMessageContaining(fault);
    }

    @Test
    void aHigherLabelGivesItsHeightToTheBlocksThatGrow() throws MappingException {
        LabelTemplate template = LabelSamples.template();

        double lowest = lowest(template, LabelSize.FOUR_BY_SIX);

        assertThat(lowest(template, LabelSize.FOUR_BY_EIGHT) - lowest).isEqualTo(50.8, Assertions.within(1e-6));
        assertThat(lowest(template, LabelSize.A4) - lowest).isEqualTo(10, Assertions.within(1e-6));
    }

    private static double lowest(LabelTemplate template, LabelSize size) {
        return template.placed(size).stream()
                .mapToDouble(placed -> placed.area().bottom())
                .max()
                .orElseThrow();
    }
}
