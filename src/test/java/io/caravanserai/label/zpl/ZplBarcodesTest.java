package io.caravanserai.label.zpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.barcode.BarcodeCheck.Expected;
import io.caravanserai.label.barcode.Bars;
import io.caravanserai.label.barcode.MatrixSymbols;
import io.caravanserai.label.barcode.MatrixSymbols.AztecCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Pdf417Layout;
import io.caravanserai.label.barcode.MatrixSymbols.QrCorrection;
import io.caravanserai.label.barcode.MatrixSymbols.Shape;
import io.caravanserai.label.barcode.MaxiCodeMessage;
import io.caravanserai.label.barcode.MaxiCodeMessage.Destination;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.Symbols;
import io.caravanserai.label.raster.Bitmap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each barcode command, turned each way and read by ZXing. {@code #} stands for the letter of the turn. */
class ZplBarcodesTest {
    private static final int PLACE = 100;
    private static final String UPS =
            "[)>\u001e01\u001d961Z12345678\u001dUPSN\u001d12345E\u001d\u001d\u001d1/1\u001e\u0004";

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of("^BC#,60,N,N,N^FDABC-123", Symbols.code128("ABC-123")),
                Arguments.of("^BC#,60,N,N,N^FD>;12345678", Symbols.code128("12345678")),
                Arguments.of("^BC#,60,N,N,N,A^FDAuto 42", Symbols.code128("Auto 42")),
                Arguments.of("^BC#,60,N,N,N^FD>;>800340123450000000017", Symbols.gs1128("00340123450000000017", "")),
                Arguments.of("^BC#,60,N,N,N,U^FD0034012345000000001", Symbols.gs1128("00340123450000000017", "")),
                Arguments.of(
                        "^BC#,60,N,N,N,D^FD(420) 11122 (21)AB(10)7", Symbols.gs1128("42011122\u001d21AB\u001d107", "")),
                Arguments.of("^B3#,N,60,N^FDsp-4711", Symbols.code39("SP-4711", Bars.ONE_TO_THREE)),
                Arguments.of("^B2#,60,N^FD12345678", Symbols.interleaved2of5("12345678", Bars.ONE_TO_THREE)),
                Arguments.of("^BE#,60,N^FD950600013435", Symbols.ean13("9506000134352")),
                Arguments.of("^B8#,60,N^FD9638507", Symbols.ean8("96385074")),
                Arguments.of("^BU#,60,N^FD03600029145", Symbols.upcA("036000291452")),
                Arguments.of("^BX#,4,200^FDdata_d064", MatrixSymbols.dataMatrix("data@", Shape.SQUARE)),
                Arguments.of(
                        "^BX#,4,200^FD_1010950600013435221A_110B",
                        MatrixSymbols.gs1DataMatrix("010950600013435221A\u001d10B", "", Shape.SQUARE)),
                Arguments.of("^BO#,4^FDaztec", MatrixSymbols.aztec("aztec", AztecCorrection.PERCENT_23)),
                Arguments.of("^B7#,6,3,4^FDpdf417 text", MatrixSymbols.pdf417("pdf417 text", Pdf417Layout.AUTOMATIC)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isReadWhicheverWayItIsTurned(String field, Symbol symbol) {
        for (Turn turn : Turn.values()) {
            Bitmap label = label(field.replace("#", turn.name()));
            assertThat(read(label, symbol, turn.quarters())).as(turn.name()).isEmpty();
        }
    }

    @Test
    void qrCodesTakeTheirSwitchesFromTheData() {
        Symbol symbol = MatrixSymbols.qr("Hi 42", QrCorrection.H);
        for (String data : List.of("HA,Hi 42", "HM,AHi 42", "HM,B0005Hi 42", "A,Hi 42")) {
            assertThat(read(label("^BQN,2,4^FD" + data), symbol, 0)).as(data).isEmpty();
        }
    }

    @Test
    void maxiCodesOfCarriersAndOfText() {
        assertThat(read(
                        label("^BD2^FD001840123456789" + UPS),
                        new MaxiCodeMessage(2, new Destination("123456789", 840, 1), UPS).symbol(),
                        0))
                .isEmpty();
        assertThat(read(
                        label("^BD3^FD066276SW1A1A" + UPS),
                        new MaxiCodeMessage(3, new Destination("SW1A1A", 276, 66), UPS).symbol(),
                        0))
                .isEmpty();
        assertThat(read(label("^BD4^FDplain text"), new MaxiCodeMessage(4, null, "plain text").symbol(), 0))
                .isEmpty();
    }

    @Test
    void textForPeopleStandsBelowAndLeavesTheBarsAlone() {
        Bitmap bare = label("^BCN,60,N,N,N^FDABC");
        Bitmap labelled = label("^BCN,60,Y,N,N^FDABC");
        Bitmap bars = new Bitmap(600, PLACE + 60);
        bars.draw(labelled, 0, 0);
        Bitmap expected = new Bitmap(600, PLACE + 60);
        expected.draw(bare, 0, 0);
        assertThat(bars).isEqualTo(expected);
        assertThat(labelled.blackDots()).isGreaterThan(bare.blackDots());
    }

    private static Bitmap label(String field) {
        ZplResult result = Zpl.read("^XA^PW600^LL600^BY2,3,60^FO100,100" + field + "^FS^XZ");
        assertThat(result.notes()).isEmpty();
        return result.labels().get(0).picture();
    }

    private static List<BarcodeCheck.Failure> read(Bitmap label, Symbol symbol, int turns) {
        int right = PLACE;
        int bottom = PLACE;
        int top = label.height();
        for (int y = 0; y < label.height(); y++) {
            for (int x = 0; x < label.width(); x++) {
                if (label.isBlack(x, y)) {
                    right = Math.max(right, x + 1);
                    bottom = y + 1;
                    top = Math.min(top, y);
                }
            }
        }
        return BarcodeCheck.check(
                label, List.of(new Expected(symbol, PLACE, top, right - PLACE, bottom - top, turns, 203 / 25.4)));
    }
}
