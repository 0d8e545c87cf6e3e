package io.caravanserai.label.convert;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads barcodes of pictures as a scanner held over a part of the label does. */
final class Scan {
    private Scan() {}

    /** A barcode of {@code label/parcel.zpl}, where it is in shares of the label, and what it tells. */
    record Code(BarcodeFormat format, double x, double y, double width, double height, String told) {}

    /** All barcodes of {@code label/parcel.zpl}. */
    static final List<Code> PARCEL = List.of(
            new Code(BarcodeFormat.QR_CODE, 0.63, 0.18, 0.32, 0.17, "https://example.org/t/SP123456789SE"),
            new Code(BarcodeFormat.CODE_128, 0.05, 0.36, 0.75, 0.14, "00340123450000000017"),
            new Code(BarcodeFormat.DATA_MATRIX, 0.06, 0.565, 0.17, 0.11, "010950600013435221ABC123"),
            new Code(BarcodeFormat.CODE_39, 0.26, 0.565, 0.40, 0.075, "SP-4711"),
            new Code(BarcodeFormat.ITF, 0.05, 0.715, 0.25, 0.085, "12345678"),
            new Code(BarcodeFormat.EAN_13, 0.45, 0.715, 0.44, 0.085, "9506000134352"),
            new Code(BarcodeFormat.PDF_417, 0.05, 0.845, 0.48, 0.08, "Saddle Post PDF417 content 12345"));

    static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** What the barcode at its place tells; a sentence when it cannot be read. */
    static String read(BufferedImage label, Code code) {
        int x = (int) (code.x * label.getWidth());
        int y = (int) (code.y * label.getHeight());
        int width = (int) (code.width * label.getWidth());
        int height = (int) (code.height * label.getHeight());
        int[] dots = label.getRGB(x, y, width, height, null, 0, width);
        Map<DecodeHintType, Object> hints = Map.of(
                DecodeHintType.TRY_HARDER,
                true,
                DecodeHintType.POSSIBLE_FORMATS,
                List.of(code.format),
                DecodeHintType.ALLOWED_LENGTHS,
                new int[] {8});
        try {
            return new MultiFormatReader()
                    .decode(
                            new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(width, height, dots))),
                            hints)
                    .getText()
                    .replace("\u001d", "");
        } catch (NotFoundException e) {
            return "the " + code.format + " cannot be read";
        }
    }
}
