package io.caravanserai.bench;

import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The usual way to labels: a PDF made by PDFBox, drawn by it for each density, written by ImageIO as JPG and as plain
 * digits into {@code ^GFA}. It is given the composed label, so that text, places and symbols are the same.
 */
final class PdfBoxLabel {
    private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed.ttf";
    private static final float POINTS = 72 / 25.4f;

    private final TrueTypeFont font;

    PdfBoxLabel() throws IOException {
        try (InputStream file = PdfBoxLabel.class.getResourceAsStream(FONT)) {
            if (file == null) {
                throw new IOException("the font " + FONT + " is not on the class path");
            }
            font = new TTFParser().parse(new RandomAccessReadBuffer(file));
        }
    }

    /** PDF, JPG and ZPL for 203 and 300 dpi; how many bytes they have. */
    long all(LabelModel model) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            page(pdf, model);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            pdf.save(file);
            PDFRenderer renderer = new PDFRenderer(pdf);
            ByteArrayOutputStream jpg = new ByteArrayOutputStream();
            ImageIO.write(renderer.renderImageWithDPI(0, 203, ImageType.GRAY), "jpg", jpg);
            return (long) file.size()
                    + jpg.size()
                    + zpl(renderer.renderImageWithDPI(0, 203, ImageType.BINARY)).length()
                    + zpl(renderer.renderImageWithDPI(0, 300, ImageType.BINARY)).length();
        }
    }

    private void page(PDDocument pdf, LabelModel model) throws IOException {
        float height = (float) model.size().height() * POINTS;
        PDPage page = new PDPage(new PDRectangle((float) model.size().width() * POINTS, height));
        pdf.addPage(page);
        PDFont written = PDType0Font.load(pdf, font, true);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            for (Item item : model.items()) {
                if (item instanceof Item.TextLine line) {
                    content.beginText();
                    content.setFont(written, (float) line.size() * POINTS);
                    content.newLineAtOffset((float) line.x() * POINTS, height - (float) line.baseline() * POINTS);
                    content.showText(line.text().text());
                    content.endText();
                } else if (item instanceof Item.Barcode barcode) {
                    bars(content, barcode, height);
                } else {
                    rectangle(
                            content,
                            height,
                            item.area().x(),
                            item.area().y(),
                            item.area().width(),
                            item.area().height());
                }
            }
            content.fill();
        }
    }

    private static void bars(PDPageContentStream content, Item.Barcode barcode, float height) throws IOException {
        Bitmap modules = barcode.symbol().modules();
        double row = barcode.height() / modules.height();
        for (int y = 0; y < modules.height(); y++) {
            for (int x = 0; x < modules.width(); x++) {
                int from = x;
                while (modules.isBlack(x, y)) {
                    x++;
                }
                if (x > from) {
                    double left = barcode.x() + from * barcode.module();
                    rectangle(content, height, left, barcode.y() + y * row, (x - from) * barcode.module(), row);
                }
            }
        }
    }

    private static void rectangle(PDPageContentStream content, float height, double x, double y, double w, double h)
            throws IOException {
        content.addRect((float) x * POINTS, height - (float) (y + h) * POINTS, (float) w * POINTS, (float) h * POINTS);
    }

    private static String zpl(BufferedImage picture) {
        int stride = (picture.getWidth() + 7) / 8;
        byte[] white = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        byte[] black = new byte[white.length];
        for (int i = 0; i < white.length; i++) {
            black[i] = (byte) ~white[i];
        }
        return "^XA^FO0,0^GFA," + black.length + "," + black.length + "," + stride + ","
                + HexFormat.of().formatHex(black) + "^FS^XZ";
    }
}
