package io.caravanserai.label.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.text.FontChain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that do not suit a label are refused by the name of the field; what the template allows to be cut is cut. */
class LabelComposerTest {
    private final LabelComposer composer = new LabelComposer(new FontChain(null));

    @Test
    void aMissingRequiredFieldIsNamedWithItsLine() throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        data.remove("sscc");

        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> compose(data))
                .withMessageMatching("'sscc' is required but the data has none \\(line \\d+ of the template\\)")
                .satisfies(e -> assertThat(e.field()).isEqualTo("sscc"));
    }

    @Test
    void whatDoesNotFitAndMayNotBeCutIsRefused() throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        data.withObject("/to").put("street", "Very long street name ".repeat(40));

        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> compose(data))
                .withMessageStartingWith("'to' does not fit into 12 line(s) of 55.1 mm at 2.0 mm: shorten ");
    }

    @Test
    void whatMayBeCutEndsWithAnEllipsis() throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        data.withObject("/parcel").put("goods_description", "Ceramic tableware and more ".repeat(20));

        List<String> lines = lines(compose(data), "content");

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).endsWith("…");
    }

    @Test
    void longTextGetsSmallerBeforeItIsRefused() throws Exception {
        ObjectNode data = LabelSamples.data("arabic");
        double whole = size(compose(data));
        data.withObject("/to").put("street_2", "Warehouse 7, gate 12, behind the old customs office");

        assertThat(size(compose(data))).isLessThan(whole).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aCharacterWithoutGlyphIsNamed(@TempDir Path noFonts) throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        data.withObject("/to").put("name", "Thai \u0e44");

        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> new LabelComposer(new FontChain(noFonts))
                        .compose(LabelSamples.template(), data, LabelSize.FOUR_BY_SIX))
                .withMessageStartingWith("'to' cannot be drawn: no font has the character")
                .withMessageContaining("U+0E44, THAI");
    }

    @Test
    void aBarcodeSaysWhyItCannotHoldItsData() throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        data.put("sscc", "340123450000000018");

        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> compose(data))
                .withMessageStartingWith("'sscc' cannot be a barcode: ");
    }

    private LabelModel compose(ObjectNode data) throws Exception {
        return composer.compose(LabelSamples.template(), data, LabelSize.FOUR_BY_SIX);
    }

    private static List<String> lines(LabelModel model, String field) {
        return texts(model, field).stream().map(line -> line.text().text()).toList();
    }

    private static double size(LabelModel model) {
        return texts(model, "to").get(0).size();
    }

    private static List<Item.TextLine> texts(LabelModel model, String field) {
        return model.items().stream()
                .filter(Item.TextLine.class::isInstance)
                .map(Item.TextLine.class::cast)
                .filter(line -> line.field().equals(field))
                .toList();
    }
}
