package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.Judges;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Poppler, which is no part of the hub, reads our PDF; skipped where {@code pdftoppm} is not installed. */
class PdfToPpmTest {
    @TempDir
    Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(ints = {203, 300})
    void popplerSeesTheSameDots(int dpi) throws Exception {
        byte[] zpl = Files.readAllBytes(Path.of("src/test/resources/label/parcel.zpl"));
        byte[] pdf = LabelConverterTest.convert(zpl, LabelConverterTest.to(DocumentFormat.PDF, dpi));

        BufferedImage page = Judges.poppler(pdf, dpi, folder);

        assertThat(page.getWidth()).isBetween(812, 813);
        for (Scan.Code code : Scan.PARCEL) {
            assertThat(Scan.read(page, code)).isEqualTo(code.told());
        }
    }
}
