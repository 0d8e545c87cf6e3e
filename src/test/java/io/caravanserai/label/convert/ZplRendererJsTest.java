package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another interpreter of ZPL, zpl-renderer-js, draws the same label: its barcodes tell the same, and ink is where ours
 * is. Skipped where the package is not installed in {@code target/judges} or Node is missing.
 */
class ZplRendererJsTest {
    private static final Path PACKAGE = Path.of("target/judges/node_modules/zpl-renderer-js");
    private static final Path PARCEL = Path.of("src/test/resources/label/parcel.zpl");
    private static final String SCRIPT =
            """
            import fs from "node:fs";
            const { ready } = await import(process.argv[2]);
            const { api } = await ready;
            const png = await api.zplToBase64Async(fs.readFileSync(process.argv[3], "utf8"), 101.5, 152.25, 8);
            fs.writeFileSync(process.argv[4], Buffer.from(png, "base64"));
            process.exit(0);
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void drawsTheSameLabel() throws Exception {
        assumeThat(PACKAGE).as("npm package zpl-renderer-js").exists();
        Path png = folder.resolve("judge.png");
        Path script = folder.resolve("draw.mjs");
        Files.writeString(script, SCRIPT);
        Process node = new ProcessBuilder(
                        "node",
                        script.toString(),
                        PACKAGE.toAbsolutePath()
                                .resolve("dist/index.esm.js")
                                .toUri()
                                .toString(),
                        PARCEL.toAbsolutePath().toString(),
                        png.toString())
                .inheritIO()
                .start();
        assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).isZero();

        BufferedImage theirs = Scan.image(Files.readAllBytes(png));
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
