package io.caravanserai.label.check;

import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.render.LabelRenderer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a label for a printer of 203 dpi, which has the coarsest dots, and reads each of its barcodes there. */
public final class OwnLabelCheck {
    private final CheckRate rate;
    private final LabelRenderer renderer;

    public OwnLabelCheck(CheckRate rate, LabelRenderer renderer) {
        this.rate = rate;
        this.renderer = renderer;
    }

    /** Which barcodes do not tell their data; empty when all do, or when it is not this label's turn. */
    public Optional<String> fault(LabelModel label) {
        return rate.isDue() ? fault(label, renderer.dots(label, Resolution.DPI_203)) : Optional.empty();
    }

    /** The same of a label as it was drawn at 203 dpi. */
    Optional<String> fault(LabelModel label, Bitmap drawn) {
        List<BarcodeCheck.Failure> failures = BarcodeCheck.check(drawn, renderer.barcodes(label, Resolution.DPI_203));
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.stream().map(BarcodeCheck.Failure::words).collect(Collectors.joining("; ")));
    }
}
