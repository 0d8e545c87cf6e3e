package io.caravanserai.label.render;

import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.output.AsciiText;
import io.caravanserai.label.output.GraphicField;
import io.caravanserai.label.render.DotRenderer.Patch;

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
        AsciiText zpl = new AsciiText(32_768);
        zpl.add("^XA\n^CI28\n^PW").add(resolution.dots(model.size().width()));
        zpl.add("\n^LL").add(resolution.dots(model.size().height())).add("\n^LH0,0\n");
        for (Item item : model.items()) {
            if (item instanceof Item.TextLine line) {
                dots.text(line, resolution).ifPresent(patch -> picture(zpl, patch));
            } else if (item instanceof Item.Barcode barcode) {
                picture(zpl, dots.barcode(barcode, resolution));
            } else if (item instanceof Item.Rule rule) {
                DotArea area = DotArea.of(rule.area(), resolution);
                origin(zpl, area.x(), area.y());
                zpl.add("^GB").add(area.width()).add(',').add(area.height());
                zpl.add(',').add(Math.min(area.width(), area.height())).add("^FS\n");
            }
        }
        return zpl.add("^PQ1\n^XZ\n").bytes();
    }

    private static void picture(AsciiText zpl, Patch patch) {
        origin(zpl, patch.x(), patch.y());
        GraphicField.byLetters(zpl, patch.dots(), patch.repeat());
        zpl.add("^FS\n");
    }

    private static void origin(AsciiText zpl, int x, int y) {
        zpl.add("^FO").add(x).add(',').add(y);
    }
}
