package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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
        Path program = Path.of("/usr/bin/pdftoppm");
        assumeThat(program).as("pdftoppm of poppler-utils").exists();
        byte[] zpl = Files.readAllBytes(Path.of("src/test/resources/label/parcel.zpl"));
        Path pdf = folder.resolve("label.pdf");
        Files.write(pdf, LabelConverterTest.convert(zpl, LabelConverterTest.to(DocumentFormat.PDF, dpi)));

        Process poppler = new ProcessBuilder(
                        program.toString(), "-png", "-mono", "-singlefile", "-r", "" + dpi, pdf.toString(), "page")
                .directory(folder.toFile())
                .inheritIO()
                .start();

        assertThat(poppler.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(poppler.exitValue()).isZero();
        BufferedImage page = ImageIO.read(folder.resolve("page.png").toFile());
        assertThat(page.getWidth()).isBetween(812, 813);
        for (Scan.Code code : Scan.PARCEL) {
            assertThat(Scan.read(page, code)).isEqualTo(code.told());
        }
    }
}
