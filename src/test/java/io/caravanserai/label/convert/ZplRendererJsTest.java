package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.Judges;
import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another interpreter of ZPL, zpl-renderer-js, draws the same label: its barcodes tell the same, and ink is where ours
 * is. Skipped where the package is not installed in {@code target/judges} or Node is missing.
 */
class ZplRendererJsTest {
    private static final Path PARCEL = Path.of("src/test/resources/label/parcel.zpl");

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void drawsTheSameLabel() throws Exception {
        BufferedImage theirs = Judges.zplRendererJs(Files.readAllBytes(PARCEL), 812, 1218, 8, folder);
        byte[] ours =
                LabelConverterTest.convert(Files.readAllBytes(PARCEL), LabelConverterTest.to(DocumentFormat.PNG, 203));

        for (Scan.Code code : Scan.PARCEL) {
            assertThat(Scan.read(theirs, code)).isEqualTo(Scan.read(Scan.image(ours), code));
        }
        assertThat(overlap(
                        Gray.of(theirs).threshold(),
                        PictureFile.read(ours, 203, List.of()).picture()))
                .as("share of black dots that both have")
                .isGreaterThan(0.6);
    }

    /** Black dots of both as a share of those of either. */
    private static double overlap(Bitmap a, Bitmap b) {
        Bitmap either = new Bitmap(812, 1218);
        either.draw(a, 0, 0);
        either.draw(b, 0, 0);
        Bitmap different = new Bitmap(812, 1218);
        different.draw(a, 0, 0);
        different.drawInverted(b, 0, 0);
        return 1 - (double) different.blackDots() / either.blackDots();
    }
}
