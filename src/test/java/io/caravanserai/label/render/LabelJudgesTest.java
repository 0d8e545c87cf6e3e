package io.caravanserai.label.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import io.caravanserai.label.Judges;
import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.label.text.FontChain;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every barcode of every template of the hub, read from every format as other programs draw it: Poppler the PDF,
 * zpl-renderer-js the ZPL, Java the pictures. ZXing reads all of them, zbarimg those of bars.
 */
class LabelJudgesTest {
    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "gs1, latin, PDF, 203",
        "gs1, latin, PDF, 300",
        "gs1, latin, PNG, 203",
        "gs1, latin, JPG, 203",
        "gs1, latin, ZPL200, 8",
        "gs1, latin, ZPL300, 12",
        "maxicode, carrier, PDF, 203",
        "maxicode, carrier, PDF, 300",
        "maxicode, carrier, PNG, 203",
        "maxicode, carrier, JPG, 203",
        "maxicode, carrier, ZPL200, 8",
        "maxicode, carrier, ZPL300, 12",
        "postal, carrier, PDF, 203",
        "postal, carrier, PDF, 300",
        "postal, carrier, PNG, 203",
        "postal, carrier, JPG, 203",
        "postal, carrier, ZPL200, 8",
        "postal, carrier, ZPL300, 12",
    })
    void everyBarcodeIsReadFromEveryFormat(String template, String sample, LabelFormat format, int density)
            throws Exception {
        LabelTemplate read = LabelTemplate.load(Path.of("edi-mappings/labels", template + LabelTemplate.ENDING));
        LabelModel model =
                new LabelComposer(new FontChain(null)).compose(read, LabelSamples.data(sample), LabelSize.FOUR_BY_SIX);
        byte[] file = new LabelRenderer().render(model, format);

        BufferedImage picture =
                switch (format) {
                    case PDF -> Judges.poppler(file, density, folder);
                    case ZPL200 -> Judges.zplRendererJs(file, 812, 1218, density, folder);
                    case ZPL300 -> Judges.zplRendererJs(file, 1200, 1800, density, folder);
                    case PNG, JPG -> ImageIO.read(new ByteArrayInputStream(file));
                };

        List<Item.Barcode> barcodes = model.items().stream()
                .filter(Item.Barcode.class::isInstance)
                .map(Item.Barcode.class::cast)
                .toList();
        assertThat(barcodes).isNotEmpty();
        for (Item.Barcode barcode : barcodes) {
            assertThat(zxing(picture, barcode))
                    .as(barcode.field())
                    .isEqualTo(plain(barcode.symbol().data()));
        }
        List<String> told = barcodes.stream()
                .map(Item.Barcode::symbol)
                .filter(symbol -> symbol.symbology().isLinear())
                .map(symbol -> plain(symbol.data()))
                .toList();
        assertThat(Judges.zbar(picture, folder).stream().map(LabelJudgesTest::plain))
                .containsAll(told);
    }

    /** What ZXing reads where the barcode is, white around it included; a sentence when it reads nothing. */
    private static String zxing(BufferedImage label, Item.Barcode barcode) {
        double dots = label.getWidth() / LabelSize.LABEL_WIDTH;
        Area area = barcode.area();
        int x = (int) (area.x() * dots);
        int y = (int) (area.y() * dots);
        int width = Math.min(label.getWidth() - x, (int) Math.ceil(area.width() * dots) + 1);
        int height = (int) Math.ceil(area.height() * dots) + 1;
        int[] part = label.getRGB(x, y, width, height, null, 0, width);
        BarcodeFormat format =
                switch (barcode.symbol().symbology()) {
                    case GS1_DATA_MATRIX, DATA_MATRIX -> BarcodeFormat.DATA_MATRIX;
                    case MAXICODE -> BarcodeFormat.MAXICODE;
                    default -> BarcodeFormat.CODE_128;
                };
        Map<DecodeHintType, Object> hints =
                Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(format));
        try {
            RGBLuminanceSource source = new RGBLuminanceSource(width, height, part);
            return plain(new MultiFormatReader()
                    .decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)), hints)
                    .getText());
        } catch (NotFoundException e) {
            return "the " + format + " cannot be read";
        }
    }

    /** Without separators, which each reader shows in its own way. */
    private static String plain(String data) {
        return data.replace(String.valueOf(Symbol.SEPARATOR), "");
    }
}
