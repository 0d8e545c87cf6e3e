package io.caravanserai.label.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.Judges;
import io.caravanserai.label.barcode.MatrixSymbols.QrCorrection;
import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that shares nothing with the hub, zbarimg of zbar-tools, reads the same pictures. */
class ZbarTest {
    /** An SSCC and routing by postal code, and the two ways of choosing code sets. */
    static Stream<Symbol> symbols() {
        return Stream.of(
                Symbols.code128("Caravanserai 1234567890"),
                Symbols.code128(ZplCode128.read(">;1234567890>6Caravan>5420815>6x")),
                Symbols.gs1128("00106141412345678908", ""),
                Symbols.gs1128("42127610115" + Symbol.SEPARATOR + "403HAM-07", ""),
                Symbols.interleaved2of5("12345678901234", new Bars(2, 5)),
                Symbols.itf14("1540014128876", Bars.ONE_TO_THREE),
                Symbols.code39("ABC-123 $/+%.", Bars.ONE_TO_THREE),
                Symbols.ean13("400638133393"),
                Symbols.ean8("9638507"),
                MatrixSymbols.qr("https://example.org/T/Größe", QrCorrection.M));
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void readsWhatWasDrawn(Symbol symbol, @TempDir Path folder) throws Exception {
        for (int module : List.of(2, 3)) {
            assertThat(Judges.zbar(drawn(symbol, module), folder, "--oneshot", "-Senable", "-Supca.disable"))
                    .as(symbol.symbology() + " of " + module + " dots")
                    .containsExactly(symbol.data());
        }
    }

    private static BufferedImage drawn(Symbol symbol, int module) {
        Bitmap drawn = symbol.draw(module, symbol.symbology().isLinear() ? 100 : module);
        int margin = 15 * module;
        BufferedImage picture = new BufferedImage(
                drawn.width() + 2 * margin, drawn.height() + 2 * margin, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, drawn.isBlack(x - margin, y - margin) ? 0 : 0xffffff);
            }
        }
        return picture;
    }
}
