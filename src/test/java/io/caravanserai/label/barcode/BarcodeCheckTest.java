package io.caravanserai.label.barcode;

import static io.caravanserai.label.barcode.Symbol.SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.maxicode.MaxiCodeReader;
import io.caravanserai.label.barcode.BarcodeCheck.Expected;
import io.caravanserai.label.barcode.MatrixSymbols.AztecCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Pdf417Layout;
import io.caravanserai.label.barcode.MatrixSymbols.QrCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Shape;
import io.caravanserai.label.barcode.MaxiCodeMessage.Destination;
import io.caravanserai.label.raster.Bitmap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every symbology at the two common resolutions, turned each way, is read back as what it was made of. */
class BarcodeCheckTest {
    private static final double DPI_203 = 8;
    private static final double DPI_300 = 300 / 25.4;

    @Property(tries = 40)
    void code128(@ForAll("ascii") String data, @ForAll("places") Place place) {
        assertRead(Symbols.code128(data), place);
    }

    @Property(tries = 40)
    void gs1128(@ForAll("elements") String data, @ForAll("places") Place place) {
        assertRead(Symbols.gs1128(data, ""), place);
    }

    @Property(tries = 20)
    void interleaved2of5(@ForAll("digits") String data, @ForAll("places") Place place) {
        assertRead(Symbols.interleaved2of5(data, Bars.ONE_TO_THREE), place);
        assertRead(Symbols.interleaved2of5(data, new Bars(2, 5)), place);
    }

    @Property(tries = 20)
    void code39(@ForAll("capitals") String data, @ForAll("places") Place place) {
        assertRead(Symbols.code39(data, Bars.ONE_TO_THREE), place);
        assertRead(Symbols.code39(data, Bars.ONE_TO_TWO), place);
    }

    @Property(tries = 20)
    void eanAndUpc(@ForAll("thirteen") String data, @ForAll("places") Place place) {
        assertRead(Symbols.ean13(data.substring(0, 12)), place);
        assertRead(Symbols.ean8(data.substring(0, 7)), place);
        assertRead(Symbols.upcA(data.substring(0, 11)), place);
        assertRead(Symbols.itf14(data, Bars.ONE_TO_THREE), place);
    }

    @Property(tries = 25)
    void qr(@ForAll("words") String data, @ForAll QrCorrection correction, @ForAll("places") Place place) {
        assertRead(MatrixSymbols.qr(data, correction), place);
    }

    @Property(tries = 40)
    void dataMatrix(@ForAll("words") String data, @ForAll("places") Place place) {
        assertRead(MatrixSymbols.dataMatrix(data, Shape.SQUARE), place);
    }

    @Property(tries = 40)
    void gs1DataMatrix(@ForAll("elements") String data, @ForAll Shape shape, @ForAll("places") Place place) {
        assertRead(MatrixSymbols.gs1DataMatrix(data, "", shape), place);
    }

    @Property(tries = 25)
    void pdf417(@ForAll("words") String data, @ForAll("places") Place place) {
        assertRead(MatrixSymbols.pdf417(data, Pdf417Layout.AUTOMATIC), place);
        assertRead(MatrixSymbols.pdf417(data, new Pdf417Layout(6, null, 4, false)), place);
    }

    @Property(tries = 25)
    void aztec(@ForAll("words") String data, @ForAll AztecCorrection correction, @ForAll("places") Place place) {
        assertRead(MatrixSymbols.aztec("T" + data, correction), place);
    }

    @Property(tries = 25)
    void maxiCode(@ForAll("capitals") String data, @ForAll("places") Place place) {
        assertRead(new MaxiCodeMessage(2, new Destination("841706672", 840, 1), data).symbol(), place);
        assertRead(new MaxiCodeMessage(3, new Destination("D1 2AB", 826, 66), data).symbol(), place);
        assertRead(new MaxiCodeMessage(4, null, data).symbol(), place);
        assertRead(new MaxiCodeMessage(5, null, data).symbol(), place);
        assertRead(new MaxiCodeMessage(6, null, data).symbol(), place);
    }

    /** Check characters of value 102 and 97, which stand for FNC1 and FNC2 elsewhere, change nothing. */
    @Test
    void checkCharactersAreNoData() {
        for (String second :
                List.of("10BBAA" + SEPARATOR + "21BAAA1zz", "10BB" + SEPARATOR + "21AA" + SEPARATOR + "21BA")) {
            assertRead(Symbols.gs1128("00340123456789012349" + second, ""), new Place(0, DPI_203));
        }
    }

    @Test
    void anFnc1WithinACode128IsASeparator() {
        assertRead(Symbols.code128(ZplCode128.read("AB>8CD")), new Place(0, DPI_203));
    }

    @Test
    void namesTheSymbolThatIsDamaged() {
        Symbol good = Symbols.code128("GOOD");
        Symbol bad = Symbols.gs1128("00340123456789012349", "(00)340123456789012349");
        Bitmap label = new Bitmap(800, 600);
        Expected goodAt = place(label, good, 40, 40, new Place(0, DPI_203));
        Expected badAt = place(label, bad, 40, 200, new Place(0, DPI_203));
        label.fill(100, 190, 30, 200);

        List<BarcodeCheck.Failure> failures = BarcodeCheck.check(label, List.of(goodAt, badAt));

        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure.expected())
                .isEqualTo(badAt));
        assertThat(failures.get(0).words())
                .isEqualTo("the GS1-128 at 40,200 should tell \"00340123456789012349\" and cannot be read");
    }

    @Test
    void aSymbolThatTellsSomethingElseIsFound() {
        Bitmap label = new Bitmap(800, 600);
        Expected drawn = place(label, Symbols.code128("THIS"), 40, 40, new Place(0, DPI_203));
        Expected wanted = new Expected(Symbols.code128("THAT"), 40, 40, drawn.width(), drawn.height(), 0, DPI_203);

        assertThat(BarcodeCheck.check(label, List.of(wanted)))
                .singleElement()
                .satisfies(failure -> assertThat(failure.words()).endsWith("should tell \"THAT\" and tells \"THIS\""));
    }

    @Test
    void aPlainSymbolIsNoGs1Symbol() {
        Bitmap label = new Bitmap(800, 600);
        Symbol gs1 = Symbols.gs1128("00340123456789012349", "");
        Expected drawn = place(label, Symbols.code128(gs1.data()), 40, 40, new Place(0, DPI_203));
        Symbol gs1Matrix = MatrixSymbols.gs1DataMatrix(gs1.data(), "", Shape.SQUARE);
        Expected matrix =
                place(label, MatrixSymbols.dataMatrix(gs1.data(), Shape.SQUARE), 40, 300, new Place(0, DPI_203));

        assertThat(BarcodeCheck.check(
                        label,
                        List.of(
                                new Expected(gs1, 40, 40, drawn.width(), drawn.height(), 0, DPI_203),
                                new Expected(gs1Matrix, 40, 300, matrix.width(), matrix.height(), 0, DPI_203))))
                .hasSize(2);
    }

    @Test
    void everyDamagedOrMissingSymbolFailsInsteadOfThrowing() {
        for (Symbol symbol : List.of(
                MatrixSymbols.qr("DATA", QrCorrection.M),
                MatrixSymbols.dataMatrix("DATA", Shape.SQUARE),
                MatrixSymbols.pdf417("DATA", Pdf417Layout.AUTOMATIC),
                MatrixSymbols.aztec("DATA", AztecCorrection.PERCENT_23),
                new MaxiCodeMessage(4, null, "DATA").symbol(),
                Symbols.ean13("400638133393"),
                Symbols.interleaved2of5("123456", Bars.ONE_TO_THREE))) {
            Expected nothing = new Expected(symbol, 700, 500, 300, 300, 1, DPI_203);

            assertThat(BarcodeCheck.check(new Bitmap(800, 600), List.of(nothing)))
                    .as(symbol.symbology().title())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.read()).isNull());
        }
    }

    @Test
    void maxiCodesKeepTheSizeOfTheStandard() {
        Symbol symbol = new MaxiCodeMessage(4, null, "MAXICODE").symbol();
        for (double dotsPerMm : new double[] {DPI_203, DPI_300}) {
            Bitmap drawn = MaxiCodeDots.draw(symbol, dotsPerMm);

            assertThat((drawn.width() - 0.88 * dotsPerMm) / dotsPerMm).isBetween(24.82, 27.93);
            assertThat((drawn.height() - 1.016 * dotsPerMm) / dotsPerMm).isBetween(23.71, 26.69);
        }
    }

    /** ZXing's own reader lays its grid over the black dots' bounds, without knowing how we draw. */
    @Test
    void maxiCodesAreReadWithoutKnowingTheirGrid() throws Exception {
        Symbol symbol = new MaxiCodeMessage(
                        3, new Destination("D1 2AB", 826, 66), "1Z00004951\u001dUPSN\u001d06X610\u001d159\u001d1234567")
                .symbol();
        for (double dotsPerMm : new double[] {DPI_203, DPI_300}) {
            BinaryBitmap picture = BitmapSource.of(MaxiCodeDots.draw(symbol, dotsPerMm));

            assertThat(new MaxiCodeReader().decode(picture).getText()).isEqualTo(symbol.data());
        }
    }

    /** How a symbol stands on the label. */
    private record Place(int turns, double dotsPerMm) {
        int module() {
            return dotsPerMm > 9 ? 3 : 2;
        }
    }

    private static void assertRead(Symbol symbol, Place place) {
        Bitmap label = new Bitmap(2500, 2500);
        Expected expected = place(label, symbol, 100, 60, place);
        assertThat(BarcodeCheck.check(label, List.of(expected)))
                .as(symbol + " " + place)
                .isEmpty();
    }

    private static Expected place(Bitmap label, Symbol symbol, int x, int y, Place place) {
        Bitmap drawn = drawn(symbol, place).turned(place.turns());
        label.draw(drawn, x, y);
        return new Expected(symbol, x, y, drawn.width(), drawn.height(), place.turns(), place.dotsPerMm());
    }

    private static Bitmap drawn(Symbol symbol, Place place) {
        int module = place.module();
        return switch (symbol.symbology()) {
            case MAXICODE -> MaxiCodeDots.draw(symbol, place.dotsPerMm());
            case PDF_417 -> symbol.draw(module, 3 * module);
            default -> symbol.draw(module, symbol.symbology().isLinear() ? 100 : module);
        };
    }

    @Provide
    Arbitrary<Place> places() {
        return Arbitraries.of(DPI_203, DPI_300)
                .flatMap(dpi -> Arbitraries.of(0, 1, 2, 3).map(turns -> new Place(turns, dpi)));
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(9).map(half -> half + half);
    }

    @Provide
    Arbitrary<String> thirteen() {
        return Arbitraries.strings().numeric().ofLength(13);
    }

    @Provide
    Arbitrary<String> capitals() {
        return Arbitraries.strings()
                .withChars("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    /** An SSCC, then element strings of variable length with separators between them. */
    @Provide
    Arbitrary<String> elements() {
        Arbitrary<String> value = Arbitraries.strings()
                .withChars("ABCXYZabcxyz0123456789+-/%_")
                .ofMinLength(1)
                .ofMaxLength(6);
        return value.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(values -> "00340123456789012349" + "10" + String.join(SEPARATOR + "21", values));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(" ", "a", "Z", "7", "42", "é", "ß", "Ł", "д", "東", "~", "^", "\\", "|", "\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
