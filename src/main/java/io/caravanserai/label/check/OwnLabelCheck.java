package io.caravanserai.label.check;

import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.render.LabelRenderer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Draws a label for a printer of 203 dpi, which has the coarsest dots, and reads each of its barcodes there. */
public final class OwnLabelCheck {
    private final CheckRate rate;
    private final LabelRenderer renderer;
    private final Function<LabelModel, Bitmap> print;

    /** @param print draws a label at 203 dpi, as the renderer does or as it comes out of a printer */
    public OwnLabelCheck(CheckRate rate, LabelRenderer renderer, Function<LabelModel, Bitmap> print) {
        this.rate = rate;
        this.renderer = renderer;
        this.print = print;
    }

    /** Checks what the renderer draws. */
    public static OwnLabelCheck of(CheckRate rate, LabelRenderer renderer) {
        return new OwnLabelCheck(rate, renderer, label -> renderer.dots(label, Resolution.DPI_203));
    }

    /** Which barcodes do not tell their data; empty when all do, or when it is not this label's turn. */
    public Optional<String> fault(LabelModel label) {
        if (!rate.isDue()) {
            return Optional.empty();
        }
        List<BarcodeCheck.Failure> failures =
                BarcodeCheck.check(print.apply(label), renderer.barcodes(label, Resolution.DPI_203));
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.stream().map(BarcodeCheck.Failure::words).collect(Collectors.joining("; ")));
    }
}
