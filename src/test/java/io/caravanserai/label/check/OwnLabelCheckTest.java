package io.caravanserai.label.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A good label passes; one with a blot on any of its barcodes does not. */
class OwnLabelCheckTest {
    private final LabelRenderer renderer = new LabelRenderer();
    private final LabelModel label = new LabelComposer(new FontChain(Path.of("src/test/resources/none")))
            .compose(LabelSamples.template(), LabelSamples.data("latin"), LabelSize.FOUR_BY_SIX);

    OwnLabelCheckTest() throws Exception {}

    @Test
    void aGoodLabelPasses() {
        assertThat(OwnLabelCheck.of(CheckRate.parse("always"), renderer).fault(label))
                .isEmpty();
    }

    @Test
    void aBlotOnAnyBarcodeIsFound() {
        renderer.barcodes(label, Resolution.DPI_203).forEach(barcode -> {
            Bitmap blotted = renderer.dots(label, Resolution.DPI_203);
            blotted.fill(barcode.x() + barcode.width() / 4, barcode.y(), barcode.width() / 2, barcode.height());

            assertThat(printedAs(blotted).fault(label))
                    .get()
                    .asString()
                    .startsWith("the " + barcode.symbol().symbology().title() + " at " + barcode.x() + "," + barcode.y()
                            + " should tell");
        });
        assertThat(renderer.barcodes(label, Resolution.DPI_203)).hasSize(3);
    }

    @Test
    void aBarcodeThatTellsSomethingElseIsFound() throws Exception {
        LabelModel other = new LabelComposer(new FontChain(Path.of("src/test/resources/none")))
                .compose(
                        LabelSamples.template(),
                        LabelSamples.data("latin").put("sscc", "095200000100000010"),
                        LabelSize.FOUR_BY_SIX);

        assertThat(printedAs(renderer.dots(other, Resolution.DPI_203)).fault(label))
                .get()
                .asString()
                .contains("should tell \"00340123450000000017\" and tells \"00095200000100000010\"");
    }

    private OwnLabelCheck printedAs(Bitmap paper) {
        return new OwnLabelCheck(CheckRate.parse("always"), renderer, any -> paper);
    }

    @Test
    void oneOfSoManyIsChecked() {
        CheckRate some = CheckRate.parse("1/20");
        assertThat(IntStream.range(0, 1000).filter(i -> some.isDue()).count()).isEqualTo(50);
        CheckRate none = CheckRate.parse("never");
        assertThat(IntStream.range(0, 10).filter(i -> none.isDue()).count()).isZero();
        CheckRate all = CheckRate.parse(" always ");
        assertThat(IntStream.range(0, 10).filter(i -> all.isDue()).count()).isEqualTo(10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckRate.parse("1/0"))
                .withMessage("'1/0' does not tell which labels are checked: write always, never or 1/20");
    }
}
