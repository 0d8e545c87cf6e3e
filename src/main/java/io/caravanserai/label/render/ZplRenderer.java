package io.caravanserai.label.render;

import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.render.DotRenderer.Patch;
import java.nio.charset.StandardCharsets;

/**
 * Writes ZPL II. Text and barcodes are pictures ({@code ^GFA}), for a printer's own fonts and barcodes come out
 * differently from model to model, while dots are the same on all of them and in all formats. So no data ever stands
 * where a printer looks for commands.
 */
final class ZplRenderer {
    private final DotRenderer dots;

    ZplRenderer(DotRenderer dots) {
        this.dots = dots;
    }

    byte[] render(LabelModel model, Resolution resolution) {
        StringBuilder zpl = new StringBuilder(16_384);
        zpl.append("^XA\n^CI28\n^PW").append(resolution.dots(model.size().width()));
        zpl.append("\n^LL").append(resolution.dots(model.size().height())).append("\n^LH0,0\n");
        for (Item item : model.items()) {
            if (item instanceof Item.TextLine line) {
                dots.text(line, resolution).ifPresent(patch -> picture(zpl, patch));
            } else if (item instanceof Item.Barcode barcode) {
                picture(zpl, dots.barcode(barcode, resolution));
            } else if (item instanceof Item.Rule rule) {
                DotArea area = DotArea.of(rule.area(), resolution);
                origin(zpl, area.x(), area.y());
                zpl.append("^GB").append(area.width()).append(',').append(area.height());
                zpl.append(',').append(Math.min(area.width(), area.height())).append("^FS\n");
            }
        }
        return zpl.append("^PQ1\n^XZ\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void picture(StringBuilder zpl, Patch patch) {
        int bytes = patch.dots().stride() * patch.dots().height() * patch.repeat();
        origin(zpl, patch.x(), patch.y());
        zpl.append("^GFA,").append(bytes).append(',').append(bytes).append(',');
        zpl.append(patch.dots().stride()).append(',');
        GraphicField.write(zpl, patch.dots(), patch.repeat());
        zpl.append("^FS\n");
    }

    private static void origin(StringBuilder zpl, int x, int y) {
        zpl.append("^FO").append(x).append(',').append(y);
    }
}
