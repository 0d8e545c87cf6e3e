package io.caravanserai.label.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.label.text.GlyphDots;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All formats show the same dots, and other programs read what is on them. */
class LabelRendererTest {
    private final LabelComposer composer = new LabelComposer(new FontChain(null));
    private final LabelRenderer renderer = new LabelRenderer();
    private final DotRenderer dots = new DotRenderer(new GlyphDots());

    @ParameterizedTest
    @ValueSource(strings = {"latin", "arabic", "asia"})
    void picturesAndZplShowTheSameDots(String sample) throws Exception {
        LabelModel model = model(sample, LabelSize.FOUR_BY_SIX);
        Bitmap fine = dots.draw(model, Resolution.DPI_300);
        Bitmap coarse = dots.draw(model, Resolution.DPI_203);

        assertThat(picture(renderer.render(model, LabelFormat.PNG))).isEqualTo(coarse);
        assertThat(picture(renderer.render(model, LabelFormat.JPG))).isEqualTo(coarse);
        assertThat(zpl(renderer.render(model, LabelFormat.ZPL200))).isEqualTo(coarse);
        assertThat(zpl(renderer.render(model, LabelFormat.ZPL300))).isEqualTo(fine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A4", "4x6", "4x7", "4x8"})
    void barcodesAreReadFromThePicturesOfEverySize(String size) throws Exception {
        LabelModel model = model("latin", LabelSize.of(size).orElseThrow());

        Bitmap png = picture(renderer.render(model, LabelFormat.PNG));
        Bitmap zpl300 = zpl(renderer.render(model, LabelFormat.ZPL300));

        assertThat(expected(model, Resolution.DPI_203)).hasSize(3);
        assertThat(BarcodeCheck.check(png, expected(model, Resolution.DPI_203))).isEmpty();
        assertThat(BarcodeCheck.check(zpl300, expected(model, Resolution.DPI_300)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdf", "png", "jpg", "zpl200", "zpl300"})
    void equalLabelsAreEqualBytes(String code) throws Exception {
        LabelFormat format = LabelFormat.of(code).orElseThrow();

        byte[] first = renderer.render(model("asia", LabelSize.A4), format);
        byte[] second = new LabelRenderer().render(model("asia", LabelSize.A4), format);

        assertThat(second).isEqualTo(first);
    }

    private LabelModel model(String sample, LabelSize size) throws Exception {
        return composer.compose(LabelSamples.template(), LabelSamples.data(sample), size);
    }

    private static List<BarcodeCheck.Expected> expected(LabelModel model, Resolution resolution) {
        List<BarcodeCheck.Expected> expected = new ArrayList<>();
        for (Item item : model.items()) {
            if (item instanceof Item.Barcode code) {
                expected.add(new BarcodeCheck.Expected(
                        code.symbol(),
                        resolution.dots(code.x()),
                        resolution.dots(code.y()),
                        code.symbol().modules().width() * resolution.moduleDots(code.module()),
                        code.symbol().modules().height() * code.rowDots(resolution),
                        0,
                        resolution.dotsPerMm()));
            }
        }
        return expected;
    }

    private static Bitmap zpl(byte[] zpl) {
        return GraphicFieldReader.draw(new String(zpl, StandardCharsets.US_ASCII));
    }

    private static Bitmap picture(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        Bitmap picture = new Bitmap(image.getWidth(), image.getHeight());
        // as they stand in the file: getRGB would take grey for linear and lighten it
        double white = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRaster().getSample(x, y, 0) / white < 0.5) {
                    picture.set(x, y);
                }
            }
        }
        return picture;
    }
}
