package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.output.PngWriter;
import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way from format to format, and what is refused. */
class LabelConverterTest {
    private static final Path PARCEL = Path.of("src/test/resources/label/parcel.zpl");

    static Conversion to(DocumentFormat format, int dpi) {
        return new Conversion(null, format, dpi, null, false);
    }

    static byte[] convert(byte[] document, Conversion wanted) throws ConversionException {
        Converted converted = LabelConverter.convert(document, wanted);
        assertThat(converted.warnings()).isEmpty();
        assertThat(converted.documents()).hasSize(1);
        return converted.documents().get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 300})
    void everyBarcodeIsReadAfterEveryWayOfConversion(int dpi) throws Exception {
        byte[] foreign = Files.readAllBytes(PARCEL);
        byte[] first = convert(foreign, to(DocumentFormat.PNG, dpi));
        for (DocumentFormat middle : List.of(DocumentFormat.PDF, DocumentFormat.JPG, DocumentFormat.ZPL)) {
            byte[] document = convert(foreign, to(middle, dpi));
            assertThat(convert(document, to(DocumentFormat.PNG, dpi)))
                    .as("dots after %s", middle)
                    .isEqualTo(first);
            for (DocumentFormat last : List.of(DocumentFormat.PDF, DocumentFormat.JPG, DocumentFormat.ZPL)) {
                byte[] again = convert(document, to(last, dpi));
                assertThat(convert(again, to(DocumentFormat.PNG, dpi)))
                        .as("dots after %s and %s", middle, last)
                        .isEqualTo(first);
            }
        }
        for (Scan.Code code : Scan.PARCEL) {
            assertThat(Scan.read(Scan.image(first), code)).isEqualTo(code.told());
        }
    }

    @ParameterizedTest
    @CsvSource({"203,300", "300,203"})
    void otherDensitiesAreResampledWithAWarning(int from, int to) throws Exception {
        byte[] png = convert(Files.readAllBytes(PARCEL), to(DocumentFormat.PNG, from));
        for (byte[] document : List.of(png, convert(png, to(DocumentFormat.PDF, from)))) {
            Converted converted = LabelConverter.convert(document, to(DocumentFormat.PNG, to));
            assertThat(converted.warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.code()).isEqualTo("resampled"))
                    .satisfies(warning -> assertThat(warning.text()).contains(from + " dpi", to + " dpi"));
            BufferedImage image = Scan.image(converted.documents().get(0));
            assertThat(image.getWidth()).isBetween(812 * to / from - 1, 812 * to / from + 1);
        }
    }

    @Test
    void picturesOf200DpiKeepTheirDots() throws Exception {
        BufferedImage gif = new BufferedImage(1400, 800, BufferedImage.TYPE_BYTE_BINARY);
        Random random = new Random(1);
        for (int i = 0; i < 4_000; i++) {
            gif.setRGB(random.nextInt(1400), random.nextInt(800), 0xffffff);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(gif, "gif", file);
        byte[] png = convert(file.toByteArray(), to(DocumentFormat.PNG, 203));
        assertThat(dots(Scan.image(png))).isEqualTo(dots(gif));

        byte[] pdf = convert(file.toByteArray(), to(DocumentFormat.PDF, 203));
        assertThat(convert(pdf, to(DocumentFormat.PNG, 203))).isEqualTo(png);

        BufferedImage on4x7 = Scan.image(
                convert(file.toByteArray(), new Conversion(null, DocumentFormat.PNG, 203, PageSize.of("4x7"), false)));
        assertThat(on4x7.getWidth()).isEqualTo(812);
        assertThat(on4x7.getHeight()).isEqualTo(1421);
    }

    @Test
    void picturesOfHalfTheDensityAreDoubledAndOfTwiceHalved() throws Exception {
        BufferedImage coarse = new BufferedImage(600, 900, BufferedImage.TYPE_BYTE_GRAY);
        coarse.createGraphics().fillRect(100, 100, 300, 300);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(coarse, "png", file);
        BufferedImage fine = Scan.image(convert(file.toByteArray(), to(DocumentFormat.PNG, 300)));
        assertThat(fine.getWidth()).isEqualTo(1200);
        assertThat(fine.getRGB(199, 199)).isEqualTo(0xff000000);
        assertThat(fine.getRGB(200, 200)).isEqualTo(0xffffffff);
    }

    @Test
    void labelsOnAStreamBecomePagesOrPictures() throws Exception {
        byte[] three = "^XA^PW100^LL50^XZ^XA^PW100^LL60^XZ^XA^LL70^XZ".getBytes(StandardCharsets.US_ASCII);
        Converted pictures = LabelConverter.convert(three, to(DocumentFormat.PNG, 203));
        assertThat(pictures.documents()).hasSize(3);
        byte[] pdf = convert(three, to(DocumentFormat.PDF, 203));
        assertThat(LabelConverter.convert(pdf, to(DocumentFormat.PNG, 203)).documents())
                .usingRecursiveComparison()
                .isEqualTo(pictures.documents());
    }

    @Test
    void whatIsNotKnownInZplIsAWarningWithItsPlace() throws Exception {
        Converted converted =
                LabelConverter.convert("^XA\n^QQ1^XZ".getBytes(StandardCharsets.US_ASCII), to(DocumentFormat.PNG, 203));
        assertThat(converted.warnings())
                .singleElement()
                .extracting(Warning::text)
                .asString()
                .startsWith("line 2, column 1: ^QQ");
    }

    @Test
    void ourPicturesComeBackFromZplUnchanged() throws Exception {
        Random random = new Random(7);
        Bitmap noise = new Bitmap(813, 300);
        random.nextBytes(noise.bits());
        for (int row = 0; row < 300; row++) {
            noise.bits()[row * noise.stride() + noise.stride() - 1] &= (byte) 0xf8;
        }
        byte[] png = PngWriter.write(noise, 203);
        byte[] zpl = convert(png, to(DocumentFormat.ZPL, 203));
        assertThat(convert(zpl, to(DocumentFormat.PNG, 203))).isEqualTo(png);
    }

    @Test
    void badDocumentsAreRefusedInWords() throws Exception {
        refused(new byte[0], "the document is empty");
        refused("Dear carrier".getBytes(StandardCharsets.US_ASCII), "neither PDF, PNG, JPG, GIF nor ZPL");
        refused("%PDF-1.4 and then nothing".getBytes(StandardCharsets.US_ASCII), "the PDF is damaged");
        byte[] png = convert(Files.readAllBytes(PARCEL), to(DocumentFormat.PNG, 203));
        refused(Arrays.copyOf(png, 500), "the picture is damaged");
        refused("^XA^FO1,1".getBytes(StandardCharsets.US_ASCII), "no whole label");
        refused("^XA^PW32000^LL32000^XZ".getBytes(StandardCharsets.US_ASCII), "the ZPL asks for too much");
        refused(new byte[(32 << 20) + 1], "more than the");
    }

    @Test
    void encryptedAndOversizedPdfIsRefusedInWords() throws Exception {
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage(PDRectangle.A6));
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            refused(saved(pdf), "encrypted");
        }
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage(new PDRectangle(14_000, 14_000)));
            refused(saved(pdf), "more than the 64000000");
        }
        try (PDDocument pdf = new PDDocument()) {
            for (int i = 0; i <= 200; i++) {
                pdf.addPage(new PDPage(PDRectangle.A6));
            }
            refused(saved(pdf), "201 pages");
        }
    }

    @Test
    void damagedDocumentsNeverBreakTheConverter() throws Exception {
        Random random = new Random(3);
        byte[] small = "^XA^PW120^LL80^FO5,5^GB90,60,3^FS^XZ".getBytes(StandardCharsets.US_ASCII);
        for (DocumentFormat format : List.of(DocumentFormat.PDF, DocumentFormat.PNG, DocumentFormat.JPG)) {
            byte[] good = convert(small, to(format, 203));
            int survived = 0;
            for (int i = 0; i < 150; i++) {
                byte[] damaged = good.clone();
                for (int hits = 1 + random.nextInt(6); hits > 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    LabelConverter.convert(damaged, new Conversion(format, DocumentFormat.ZPL, 203, null, false));
                    survived++;
                } catch (ConversionException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
            assertThat(survived).as("%s that can still be read", format).isPositive();
        }
    }

    private static byte[] saved(PDDocument pdf) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        pdf.save(file);
        return file.toByteArray();
    }

    private static void refused(byte[] document, String why) {
        assertThatThrownBy(() -> LabelConverter.convert(document, to(DocumentFormat.ZPL, 203)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(why);
    }

    private static String dots(BufferedImage image) {
        StringBuilder dots = new StringBuilder();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                dots.append((image.getRGB(x, y) & 0xff) < 128 ? '#' : '.');
            }
        }
        return dots.toString();
    }
}
