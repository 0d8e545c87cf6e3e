package io.caravanserai.label.convert;

import io.caravanserai.label.output.JpegWriter;
import io.caravanserai.label.output.PngWriter;
import io.caravanserai.label.raster.Bitmap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.multipdf.PDFMergerUtility;

/** Joins documents of one format into one, in their order: pages, a stream of ZPL, a picture of pictures. */
public final class DocumentJoin {
    /** The most that a file of JPG can tell (ITU-T T.81, B.2.2), and enough for any printer. */
    private static final int HIGHEST = 65_535;

    private static final int DPI = 203;

    private DocumentJoin() {}

    /**
     * The one document; an only one stays as it is.
     *
     * @throws ConversionException when one is damaged, or the picture would be too large
     */
    public static byte[] join(DocumentFormat format, List<byte[]> documents) throws ConversionException {
        if (documents.size() == 1) {
            return documents.get(0);
        }
        return switch (format) {
            case PDF -> pdf(documents);
            case ZPL -> zpl(documents);
            case JPG -> JpegWriter.write(picture(documents), DPI);
            default -> PngWriter.write(picture(documents), DPI);
        };
    }

    private static byte[] pdf(List<byte[]> documents) throws ConversionException {
        PDFMergerUtility merger = new PDFMergerUtility();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        merger.setDestinationStream(joined);
        documents.forEach(document -> merger.addSource(new RandomAccessReadBuffer(document)));
        try {
            merger.mergeDocuments(IOUtils.createMemoryOnlyStreamCache());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw PdfFile.unreadable(e);
        }
        return joined.toByteArray();
    }

    private static byte[] zpl(List<byte[]> documents) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] document : documents) {
            joined.writeBytes(document);
            joined.write('\n');
        }
        return joined.toByteArray();
    }

    private static Bitmap picture(List<byte[]> documents) throws ConversionException {
        List<Bitmap> pictures = new ArrayList<>();
        for (byte[] document : documents) {
            pictures.add(PictureFile.read(document, DPI, new ArrayList<>()).picture());
        }
        int width = pictures.stream().mapToInt(Bitmap::width).max().orElse(1);
        long height = pictures.stream().mapToLong(Bitmap::height).sum();
        Limits.dots("the picture of " + documents.size() + " labels", width, (double) height);
        if (height > HIGHEST) {
            throw new ConversionException("the picture of " + documents.size() + " labels has " + height
                    + " lines, more than the " + HIGHEST + " of a picture; ask for pdf or zpl");
        }
        Bitmap whole = new Bitmap(width, (int) height);
        int top = 0;
        for (Bitmap picture : pictures) {
            whole.draw(picture, 0, top);
            top += picture.height();
        }
        return whole;
    }
}
