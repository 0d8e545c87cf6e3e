package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.raster.Bitmap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A label on a page of A4 with instructions around it, as carriers' PDF has it. */
class SmartCropTest {
    private static final PageSize A4 = PageSize.of("A4");
    private static final PageSize LABEL = PageSize.FOUR_BY_SIX;

    @ParameterizedTest
    @CsvSource({"203,0", "203,1", "300,0", "300,1"})
    void cutsTheLabelOutDotForDot(int dpi, int turns) throws Exception {
        Bitmap label = label(dpi).turned(-turns);
        Bitmap sheet = sheet(dpi);
        sheet.draw(label, dpi / 4, dpi / 4);
        instructions(sheet, dpi / 4, label.height() + dpi, dpi);

        byte[] pdf = PdfWriter.write(List.of(new Page(sheet, dpi)));
        Converted converted = LabelConverter.convert(pdf, new Conversion(null, DocumentFormat.PNG, dpi, LABEL, true));

        assertThat(converted.warnings()).isEmpty();
        var image = Scan.image(converted.documents().get(0));
        assertThat(image.getWidth()).isEqualTo(LABEL.dotsAcross(dpi));
        assertThat(image.getHeight()).isEqualTo(LABEL.dotsDown(dpi));
        Bitmap cut =
                PictureFile.read(converted.documents().get(0), dpi, List.of()).picture();
        assertThat(Ink.of(cut).cut(cut)).isEqualTo(Ink.of(label(dpi)).cut(label(dpi)));
        if (dpi == 203) {
            for (Scan.Code code : Scan.PARCEL) {
                assertThat(Scan.read(image, code)).isEqualTo(code.told());
            }
        }
    }

    @Test
    void labelsWithoutAFrameAreTakenWhole() throws Exception {
        Bitmap sheet = sheet(203);
        for (int row = 0; row < 10; row++) {
            sheet.fill(100, 100 + row * 110, 700, 60);
        }
        instructions(sheet, 100, 1500, 203);

        Bitmap cut = SmartCrop.cut(sheet, LABEL, 203);

        assertThat(Ink.of(cut).width()).isEqualTo(700);
        assertThat(Ink.of(cut).height()).isEqualTo(1050);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Bitmap sheet = sheet(203);
        sheet.fill(50, 50, 1500, 2200);
        assertThatThrownBy(() -> SmartCrop.cut(sheet, LABEL, 203))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("no label that fits on 102 x 152 mm")
                .hasMessageContaining("188 x 275 mm");
        assertThatThrownBy(() -> SmartCrop.cut(sheet(203), LABEL, 203))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> Fit.on(sheet, LABEL, 203))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("does not fit on 102 x 152 mm");
    }

    private static Bitmap sheet(int dpi) {
        return new Bitmap(A4.dotsAcross(dpi), A4.dotsDown(dpi));
    }

    private static Bitmap label(int dpi) throws Exception {
        byte[] zpl = Files.readAllBytes(Path.of("src/test/resources/label/parcel.zpl"));
        byte[] png = LabelConverterTest.convert(zpl, LabelConverterTest.to(DocumentFormat.PNG, dpi));
        Bitmap label = PictureFile.read(png, dpi, List.of()).picture();
        if (dpi == 203) {
            return label;
        }
        // the same dots are a smaller label: a frame makes it as large again
        Bitmap framed = Fit.centred(label, 1100, 1700);
        framed.fill(0, 0, 1100, 4);
        framed.fill(0, 0, 4, 1700);
        framed.fill(1096, 0, 4, 1700);
        framed.fill(0, 1696, 1100, 4);
        return framed;
    }

    /** Lines as of text, far enough below. */
    private static void instructions(Bitmap sheet, int x, int y, int dpi) {
        for (int line = 0; line < 6; line++) {
            for (int word = 0; word < 8; word++) {
                sheet.fill(x + word * dpi / 2, y + line * dpi / 6, dpi / 3, dpi / 14);
            }
        }
    }
}
