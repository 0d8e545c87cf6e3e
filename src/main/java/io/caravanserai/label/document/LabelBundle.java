package io.caravanserai.label.document;

import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.DocumentJoin;
import io.caravanserai.label.render.LabelFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Joins labels into one document: PDF pages, a ZPL stream, a picture with the labels one below the other, a ZIP. */
public final class LabelBundle {
    private LabelBundle() {}

    /**
     * One document with all labels in their order; that of an only label is its own.
     *
     * @throws LabelUnavailableException when they cannot be one document, such as pictures that are too many
     */
    public static byte[] join(LabelFormat format, List<ParcelLabel> labels) throws LabelUnavailableException {
        try {
            return DocumentJoin.join(
                    document(format), labels.stream().map(ParcelLabel::content).toList());
        } catch (ConversionException e) {
            throw new LabelUnavailableException("The labels cannot be one document: " + e.getMessage(), e);
        }
    }

    /** A ZIP with a file for each label, named by position and number, such as {@code 01-SBX123.zpl}. */
    public static byte[] zip(List<ParcelLabel> labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (ParcelLabel label : labels) {
                // what a carrier calls its parcels must not choose a folder
                String number = label.trackingNumber().replaceAll("[^0-9A-Za-z]", "_");
                zip.putNextEntry(new ZipEntry("%02d-%s.%s"
                        .formatted(
                                label.position() + 1,
                                number,
                                document(label.format()).extension())));
                zip.write(label.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static DocumentFormat document(LabelFormat format) {
        return switch (format) {
            case PDF -> DocumentFormat.PDF;
            case PNG -> DocumentFormat.PNG;
            case JPG -> DocumentFormat.JPG;
            case ZPL200, ZPL300 -> DocumentFormat.ZPL;
        };
    }
}
