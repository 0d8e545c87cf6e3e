package io.caravanserai.label.barcode;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.Reader;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.aztec.AztecReader;
import com.google.zxing.datamatrix.DataMatrixReader;
import com.google.zxing.maxicode.decoder.Decoder;
import com.google.zxing.oned.Code128Reader;
import com.google.zxing.oned.Code39Reader;
import com.google.zxing.oned.EAN13Reader;
import com.google.zxing.oned.EAN8Reader;
import com.google.zxing.oned.ITFReader;
import com.google.zxing.oned.UPCAReader;
import com.google.zxing.pdf417.PDF417Reader;
import com.google.zxing.qrcode.QRCodeReader;
import io.caravanserai.label.raster.Bitmap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the barcodes of a finished label and compares them with what they should tell. Each is looked for where it was
 * drawn, with a little of what surrounds it.
 */
public final class BarcodeCheck {
    /** Symbology identifiers of ISO/IEC 15424 for symbols whose first character is FNC1. */
    private static final String GS1_128 = "]C1";

    private static final String GS1_DATA_MATRIX = "]d2";

    /** Where these are is known to the dot, and ZXing's search for them fails at some patterns. */
    private static final Set<Symbology> READ_WITHOUT_SEARCH =
            EnumSet.of(Symbology.QR, Symbology.DATA_MATRIX, Symbology.GS1_DATA_MATRIX);

    private BarcodeCheck() {}

    /**
     * A symbol on a label.
     *
     * @param x left edge of what was drawn, in dots
     * @param y upper edge
     * @param width of what was drawn, after it was turned
     * @param turns by how many quarters it was turned clockwise
     * @param dotsPerMm of the label
     */
    public record Expected(Symbol symbol, int x, int y, int width, int height, int turns, double dotsPerMm) {}

    /**
     * A symbol that is not as it should be.
     *
     * @param read what it tells; null when it cannot be read
     */
    public record Failure(Expected expected, @Nullable String read) {
        /** One line for people. */
        public String words() {
            return "the " + expected.symbol().symbology().title() + " at " + expected.x() + "," + expected.y()
                    + " should tell \"" + shown(expected.symbol().data()) + "\" and "
                    + (read == null ? "cannot be read" : "tells \"" + shown(read) + "\"");
        }

        private static String shown(String data) {
            return data.replace(String.valueOf(Symbol.SEPARATOR), "<GS>").replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** Those that fail; empty when all tell what they should. */
    public static List<Failure> check(Bitmap label, List<Expected> symbols) {
        List<Failure> failures = new ArrayList<>();
        for (Expected expected : symbols) {
            String read = read(label, expected);
            if (!Objects.equals(read, expected.symbol().data())) {
                failures.add(new Failure(expected, read));
            }
        }
        return failures;
    }

    private static @Nullable String read(Bitmap label, Expected expected) {
        try {
            return expected.symbol().symbology() == Symbology.MAXICODE
                    ? readMaxiCode(label, expected)
                    : readModules(label, expected);
        } catch (ReaderException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String readMaxiCode(Bitmap label, Expected expected) throws ReaderException {
        Bitmap upright = part(label, expected, 0).turned(-expected.turns());
        Bitmap hexagons = MaxiCodeDots.hexagons(upright, expected.dotsPerMm());
        // as it was made, and then it was read back; this holds for mode 6 too, which readers keep to themselves
        return hexagons.equals(expected.symbol().modules())
                ? expected.symbol().data()
                : new Decoder().decode(BitmapSource.matrix(hexagons)).getText();
    }

    private static String readModules(Bitmap label, Expected expected) throws ReaderException {
        Symbol symbol = expected.symbol();
        Map<DecodeHintType, Object> hints = hints(symbol);
        if (READ_WITHOUT_SEARCH.contains(symbol.symbology())) {
            hints.put(DecodeHintType.PURE_BARCODE, true);
            return told(symbol, reader(symbol.symbology()).decode(picture(label, expected, 0, 1), hints));
        }
        int upright = expected.turns() % 2 == 0 ? expected.width() : expected.height();
        int module = Math.max(1, upright / symbol.modules().width());
        int quiet = module * Math.max(symbol.symbology().quietBefore(), 2);
        // the search for an Aztec code wants three dots a module or more
        int times = symbol.symbology() == Symbology.AZTEC && module < 3 ? 2 : 1;
        return told(symbol, reader(symbol.symbology()).decode(picture(label, expected, quiet, times), hints));
    }

    private static BinaryBitmap picture(Bitmap label, Expected expected, int margin, int times) {
        Bitmap upright = part(label, expected, margin).turned(-expected.turns());
        return BitmapSource.of(times == 1 ? upright : upright.scaled(times, times));
    }

    /** The symbol with some of its surroundings, white where the label ends. */
    private static Bitmap part(Bitmap label, Expected at, int margin) {
        Bitmap part = new Bitmap(at.width() + 2 * margin, at.height() + 2 * margin);
        part.draw(label, margin - at.x(), margin - at.y());
        return part;
    }

    private static Reader reader(Symbology symbology) {
        return switch (symbology) {
            case CODE_128, GS1_128 -> new Code128Reader();
            case INTERLEAVED_2_OF_5 -> new ITFReader();
            case CODE_39 -> new Code39Reader();
            case EAN_13 -> new EAN13Reader();
            case EAN_8 -> new EAN8Reader();
            case UPC_A -> new UPCAReader();
            case QR -> new QRCodeReader();
            case DATA_MATRIX, GS1_DATA_MATRIX -> new DataMatrixReader();
            case PDF_417 -> new PDF417Reader();
            case AZTEC -> new AztecReader();
            case MAXICODE -> throw new IllegalArgumentException("a MaxiCode is read by its hexagons");
        };
    }

    private static Map<DecodeHintType, Object> hints(Symbol symbol) {
        Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
        hints.put(DecodeHintType.TRY_HARDER, true);
        hints.put(DecodeHintType.ALLOWED_LENGTHS, new int[] {symbol.data().length()});
        hints.put(DecodeHintType.ASSUME_GS1, true);
        return hints;
    }

    /** What the symbol tells, with its first FNC1 left out where one belongs and shown where it does not. */
    private static String told(Symbol symbol, Result result) {
        String text = result.getText();
        boolean gs1Matrix =
                GS1_DATA_MATRIX.equals(result.getResultMetadata().get(ResultMetadataType.SYMBOLOGY_IDENTIFIER));
        return switch (symbol.symbology()) {
            case CODE_128 -> withoutCheckCharacter(symbol, text);
            case GS1_128 ->
                text.startsWith(GS1_128)
                        ? withoutCheckCharacter(symbol, text.substring(GS1_128.length()))
                        : "without FNC1: " + text;
            case DATA_MATRIX -> gs1Matrix ? GS1_DATA_MATRIX + text : text;
            case GS1_DATA_MATRIX -> gs1Matrix ? text.substring(1) : "without FNC1: " + text;
            default -> text;
        };
    }

    /** ZXing takes a check character of value 102 for an FNC1 at the end of the data. */
    private static String withoutCheckCharacter(Symbol symbol, String text) {
        return text.equals(symbol.data() + Symbol.SEPARATOR) ? symbol.data() : text;
    }
}
