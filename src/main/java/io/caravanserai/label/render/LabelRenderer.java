package io.caravanserai.label.render;

import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.output.JpegWriter;
import io.caravanserai.label.output.PngWriter;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.text.GlyphDots;
import java.util.List;

/** Draws a label in any format; the same model gives the same bytes. Safe for many threads. */
public final class LabelRenderer {
    private final DotRenderer dots = new DotRenderer(new GlyphDots());
    private final ZplRenderer zpl = new ZplRenderer(dots);
    private final PdfRenderer pdf = new PdfRenderer();

    /** The label as a file of that format. */
    public byte[] render(LabelModel model, LabelFormat format) {
        return switch (format) {
            case PDF -> pdf.render(model);
            case PNG -> PngWriter.write(dots.draw(model, Resolution.DPI_203), Resolution.DPI_203.dpi());
            case JPG -> JpegWriter.write(dots.draw(model, Resolution.DPI_203), Resolution.DPI_203.dpi());
            case ZPL200 -> zpl.render(model, Resolution.DPI_203);
            case ZPL300 -> zpl.render(model, Resolution.DPI_300);
        };
    }

    /** The label as the dots of a printer. */
    public Bitmap dots(LabelModel model, Resolution resolution) {
        return dots.draw(model, resolution);
    }

    /** Its barcodes where {@link #dots} draws them. */
    public List<BarcodeCheck.Expected> barcodes(LabelModel model, Resolution resolution) {
        return model.items().stream()
                .filter(Item.Barcode.class::isInstance)
                .map(item -> dots.expected((Item.Barcode) item, resolution))
                .toList();
    }
}
