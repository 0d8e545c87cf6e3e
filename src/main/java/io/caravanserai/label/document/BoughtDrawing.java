package io.caravanserai.label.document;

import io.caravanserai.label.convert.Conversion;
import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.convert.Converted;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.DocumentJoin;
import io.caravanserai.label.convert.LabelConverter;
import io.caravanserai.label.convert.PageSize;
import io.caravanserai.label.convert.PdfSize;
import io.caravanserai.label.convert.Warning;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a label that was bought to the wanted format and size. What is in that format already, and wanted in the size
 * that the carrier was asked for, is passed on byte for byte; ZPL only to printers of its density.
 */
final class BoughtDrawing {
    private BoughtDrawing() {}

    static Drawn draw(KeptLabel label, byte[] content, LabelFormat format, LabelSize size) throws ConversionException {
        DocumentFormat from = DocumentFormat.ofName(label.document()).orElseThrow();
        DocumentFormat to = LabelBundle.document(format);
        PageSize page = new PageSize(size.width(), size.height());
        boolean crop = label.crop() && from == DocumentFormat.PDF && !PdfSize.isOn(content, page);
        boolean resized = size != label.size();
        if (from == to && !crop && !resized && (to != DocumentFormat.ZPL || madeFor(label) == dpi(label, format))) {
            return new Drawn(content, List.of());
        }
        PageSize wanted = crop || resized ? page : null;
        int dpi = dpi(label, format);
        if (from != DocumentFormat.ZPL || madeFor(label) == dpi) {
            return drawn(LabelConverter.convert(content, new Conversion(from, to, dpi, wanted, crop)), to);
        }
        return resampled(label, content, new Conversion(null, to, dpi, wanted, crop));
    }

    /** ZPL does not tell for which printer it is: first it is drawn for that one, as a picture that tells its density. */
    private static Drawn resampled(KeptLabel label, byte[] zpl, Conversion wanted) throws ConversionException {
        Converted pictures = LabelConverter.convert(
                zpl, new Conversion(DocumentFormat.ZPL, DocumentFormat.PNG, madeFor(label), null, false));
        List<Warning> warnings = new ArrayList<>(pictures.warnings());
        List<byte[]> documents = new ArrayList<>();
        for (byte[] picture : pictures.documents()) {
            Converted one = LabelConverter.convert(picture, wanted);
            documents.addAll(one.documents());
            one.warnings().stream().filter(w -> !warnings.contains(w)).forEach(warnings::add);
        }
        return drawn(new Converted(documents, warnings), wanted.to());
    }

    /** A carrier may send several labels for a parcel, such as one for the return. */
    private static Drawn drawn(Converted converted, DocumentFormat to) throws ConversionException {
        return new Drawn(DocumentJoin.join(to, converted.documents()), converted.warnings());
    }

    /** Density of the printer that the carrier was asked to make ZPL for. */
    private static int madeFor(KeptLabel label) {
        return label.asked() == LabelFormat.ZPL300 ? 300 : 203;
    }

    /** A PDF is for any printer: it keeps the density of what it is made of. */
    private static int dpi(KeptLabel label, LabelFormat format) {
        return switch (format) {
            case ZPL300 -> 300;
            case PDF -> madeFor(label);
            default -> 203;
        };
    }
}
