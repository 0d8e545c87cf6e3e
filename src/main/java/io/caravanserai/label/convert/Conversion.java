package io.caravanserai.label.convert;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param from the format that the document is in; null to look at it
 * @param to the format that is wanted
 * @param dpi density of the printer, 203 or 300; ZPL that is read is taken to be made for it
 * @param size of the paper; null to keep the size of the document
 * @param crop whether the label is looked for on a larger page, such as one of A4
 */
public record Conversion(
        @Nullable DocumentFormat from, DocumentFormat to, int dpi, @Nullable PageSize size, boolean crop) {
    public Conversion {
        if (!to.isWritten()) {
            throw new IllegalArgumentException("labels are not written as " + to + "; pdf, png, jpg and zpl are");
        }
        if (dpi != 203 && dpi != 300) {
            throw new IllegalArgumentException("labels are drawn at 203 or 300 dpi, not at " + dpi);
        }
    }

    /** The size to crop to: four by six inches unless told. */
    PageSize cropSize() {
        return size == null ? PageSize.FOUR_BY_SIX : size;
    }
}
