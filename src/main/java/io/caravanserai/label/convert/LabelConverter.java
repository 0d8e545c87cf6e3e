package io.caravanserai.label.convert;

import io.caravanserai.label.output.JpegWriter;
import io.caravanserai.label.output.PngWriter;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.zpl.ZplException;
import io.caravanserai.label.zpl.ZplInterpreter;
import io.caravanserai.label.zpl.ZplLabel;
import io.caravanserai.label.zpl.ZplNote;
import io.caravanserai.label.zpl.ZplOptions;
import io.caravanserai.label.zpl.ZplResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Converts labels from any format to any other, within this process. Safe for many threads. */
public final class LabelConverter {
    private LabelConverter() {}

    /**
     * Converts a document with all its labels.
     *
     * @throws ConversionException when it cannot be read, is larger or slower than the limits allow, or its label does not fit
     */
    public static Converted convert(byte[] document, Conversion wanted) throws ConversionException {
        return convert(document, wanted, Deadline.in(Limits.TIME));
    }

    /** The same, a PDF being drawn until {@code deadline}. */
    static Converted convert(byte[] document, Conversion wanted, Deadline deadline) throws ConversionException {
        List<Warning> warnings = new ArrayList<>();
        List<Page> pages = new ArrayList<>();
        for (Page page : read(within(document), wanted, deadline, warnings)) {
            pages.add(new Page(sized(page.picture(), wanted), page.dpi()));
        }
        List<byte[]> documents =
                switch (wanted.to()) {
                    case PDF -> List.of(PdfWriter.write(pages));
                    case ZPL -> List.of(ZplWriter.write(pages));
                    case JPG ->
                        pages.stream()
                                .map(page -> JpegWriter.write(page.picture(), page.dpi()))
                                .toList();
                    default ->
                        pages.stream()
                                .map(page -> PngWriter.write(page.picture(), page.dpi()))
                                .toList();
                };
        return new Converted(documents, List.copyOf(new LinkedHashSet<>(warnings)));
    }

    /**
     * The labels of a document as dots.
     *
     * @param dpi density at which they are drawn, 203 or 300; ZPL is taken to be made for it
     * @throws ConversionException like {@link #convert}
     */
    public static List<Bitmap> pictures(byte[] document, int dpi) throws ConversionException {
        Conversion wanted = new Conversion(null, DocumentFormat.PNG, dpi, null, false);
        return read(within(document), wanted, Deadline.in(Limits.TIME), new ArrayList<>()).stream()
                .map(Page::picture)
                .toList();
    }

    private static byte[] within(byte[] document) throws ConversionException {
        if (document.length == 0) {
            throw new ConversionException("the document is empty");
        }
        if (document.length > Limits.BYTES) {
            throw new ConversionException("the document has " + document.length + " bytes, more than the "
                    + Limits.BYTES + " that are converted; send it in parts");
        }
        return document;
    }

    private static List<Page> read(byte[] document, Conversion wanted, Deadline deadline, List<Warning> warnings)
            throws ConversionException {
        DocumentFormat from = wanted.from() != null
                ? wanted.from()
                : DocumentFormat.detect(document)
                        .orElseThrow(() -> new ConversionException(
                                "the document is neither PDF, PNG, JPG, GIF nor ZPL by its first bytes"));
        return switch (from) {
            case PDF -> PdfFile.read(document, wanted.dpi(), deadline, warnings);
            case ZPL -> zpl(document, wanted, warnings);
            default -> List.of(PictureFile.read(document, wanted.dpi(), warnings));
        };
    }

    private static List<Page> zpl(byte[] document, Conversion wanted, List<Warning> warnings)
            throws ConversionException {
        ZplResult result;
        try {
            result = ZplInterpreter.interpret(document, ZplOptions.at(wanted.dpi()));
        } catch (ZplException e) {
            throw new ConversionException("the ZPL asks for too much: " + e.getMessage());
        }
        for (ZplNote note : result.notes()) {
            warnings.add(new Warning("zpl", note.toString()));
        }
        if (result.labels().isEmpty()) {
            throw new ConversionException("the ZPL has no whole label (^XA ... ^XZ)"
                    + (result.notes().isEmpty() ? "" : "; " + result.notes().get(0)));
        }
        List<Page> pages = new ArrayList<>();
        for (ZplLabel label : result.labels()) {
            pages.add(new Page(label.picture(), wanted.dpi()));
        }
        return pages;
    }

    private static Bitmap sized(Bitmap picture, Conversion wanted) throws ConversionException {
        if (wanted.crop()) {
            return SmartCrop.cut(picture, wanted.cropSize(), wanted.dpi());
        }
        return wanted.size() == null ? picture : Fit.on(picture, wanted.size(), wanted.dpi());
    }
}
