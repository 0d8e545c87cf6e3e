package io.caravanserai.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** Programs that are no part of the hub and draw or read its labels; where one is not installed, the test skips. */
public final class Judges {
    private static final Path POPPLER = Path.of("/usr/bin/pdftoppm");
    private static final Path ZBAR = Path.of("/usr/bin/zbarimg");
    private static final Path ZPL = Path.of("target/judges/node_modules/zpl-renderer-js");
    private static final String SCRIPT =
            """
            import fs from "node:fs";
            const { ready } = await import(process.argv[2]);
            const { api } = await ready;
            const [width, height, dots] = process.argv.slice(5).map(Number);
            const zpl = fs.readFileSync(process.argv[3], "utf8");
            const png = await api.zplToBase64Async(zpl, width / dots, height / dots, dots);
            fs.writeFileSync(process.argv[4], Buffer.from(png, "base64"));
            process.exit(0);
            """;

    private Judges() {}

    /** The first page of a PDF as Poppler draws it, in black and white. */
    public static BufferedImage poppler(byte[] pdf, int dpi, Path folder) throws Exception {
        assumeThat(POPPLER).as("pdftoppm of poppler-utils").exists();
        Path file = Files.write(folder.resolve("label.pdf"), pdf);
        run(folder, POPPLER.toString(), "-png", "-mono", "-singlefile", "-r", "" + dpi, file.toString(), "page");
        return ImageIO.read(folder.resolve("page.png").toFile());
    }

    /** A label as zpl-renderer-js draws it, an npm package in {@code target/judges}. */
    public static BufferedImage zplRendererJs(byte[] zpl, int width, int height, int dotsPerMm, Path folder)
            throws Exception {
        assumeThat(ZPL).as("npm package zpl-renderer-js").exists();
        Path script = Files.writeString(folder.resolve("draw.mjs"), SCRIPT);
        Path file = Files.write(folder.resolve("label.zpl"), zpl);
        Path png = folder.resolve("judge.png");
        String module =
                ZPL.toAbsolutePath().resolve("dist/index.esm.js").toUri().toString();
        run(folder, "node", "" + script, module, "" + file, "" + png, "" + width, "" + height, "" + dotsPerMm);
        return ImageIO.read(png.toFile());
    }

    /** What zbarimg reads on a picture, each symbol a line. */
    public static List<String> zbar(BufferedImage picture, Path folder, String... options) throws Exception {
        assumeThat(ZBAR).as("zbarimg of zbar-tools").exists();
        Path png = folder.resolve("zbar.png");
        ImageIO.write(picture, "png", png.toFile());
        List<String> command = new ArrayList<>(List.of(ZBAR.toString(), "-q", "--raw"));
        command.addAll(List.of(options));
        command.add(png.toString());
        Process zbar = new ProcessBuilder(command).start();
        return new String(zbar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
