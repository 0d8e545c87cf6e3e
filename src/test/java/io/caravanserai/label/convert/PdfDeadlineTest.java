package io.caravanserai.label.convert;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.junit.jupiter.api.Test;

class PdfDeadlineTest {
    private static final int FORMS = 9;

    @Test
    void aSmallPdfThatDrawsForEverIsRefused() throws Exception {
        byte[] document = tenToTheNinth();
        Conversion wanted = new Conversion(null, DocumentFormat.PNG, 203, null, false);

        assertThatThrownBy(() -> LabelConverter.convert(document, wanted, Deadline.in(Duration.ofSeconds(1))))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("more than 1 s to draw");
    }

    /** Each form draws the next ten times. */
    private static byte[] tenToTheNinth() throws Exception {
        try (PDDocument pdf = new PDDocument()) {
            PDFormXObject inner = form(pdf, "0 0 1 1 re f\n".repeat(10));
            for (int i = 1; i < FORMS; i++) {
                PDFormXObject outer = form(pdf, "/F Do\n".repeat(10));
                outer.setResources(resources(inner));
                inner = outer;
            }
            PDPage page = new PDPage(new PDRectangle(288, 432));
            page.setResources(resources(inner));
            PDStream content = new PDStream(pdf);
            try (OutputStream out = content.createOutputStream()) {
                out.write("/F Do".getBytes(StandardCharsets.US_ASCII));
            }
            page.setContents(content);
            pdf.addPage(page);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            pdf.save(file);
            return file.toByteArray();
        }
    }

    private static PDResources resources(PDFormXObject form) {
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("F"), form);
        return resources;
    }

    private static PDFormXObject form(PDDocument pdf, String content) throws Exception {
        PDFormXObject form = new PDFormXObject(pdf);
        form.setBBox(new PDRectangle(288, 432));
        try (OutputStream out = form.getStream().createOutputStream()) {
            out.write(content.getBytes(StandardCharsets.US_ASCII));
        }
        return form;
    }
}
