package io.caravanserai.label.render;

import io.caravanserai.label.barcode.BarcodeCheck;
import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.barcode.Symbology;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.text.DotGlyph;
import io.caravanserai.label.text.GlyphDots;
import io.caravanserai.label.text.PlacedGlyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws a label's items as dots. */
final class DotRenderer {
    private final GlyphDots glyphs;

    DotRenderer(GlyphDots glyphs) {
        this.glyphs = glyphs;
    }

    /**
     * A picture at its place.
     *
     * @param repeat how often each row is drawn, so that bars need one row only
     */
    record Patch(Bitmap dots, int x, int y, int repeat) {}

    /** The whole page. */
    Bitmap draw(LabelModel model, Resolution resolution) {
        Bitmap page = new Bitmap(
                resolution.dots(model.size().width()),
                resolution.dots(model.size().height()));
        for (Item item : model.items()) {
            if (item instanceof Item.TextLine line) {
                for (Patch glyph : glyphs(line, resolution)) {
                    page.draw(glyph.dots, glyph.x, glyph.y);
                }
            } else if (item instanceof Item.Barcode barcode) {
                Patch bars = barcode(barcode, resolution);
                if (bars.repeat > 1) {
                    page.drawRows(bars.dots, bars.x, bars.y, bars.repeat);
                } else {
                    page.draw(bars.dots, bars.x, bars.y);
                }
            } else if (item instanceof Item.Rule rule) {
                DotArea area = DotArea.of(rule.area(), resolution);
                page.fill(area.x(), area.y(), area.width(), area.height());
            }
        }
        return page;
    }

    /** A line of text as one picture; empty when it has no ink. */
    Optional<Patch> text(Item.TextLine line, Resolution resolution) {
        List<Patch> parts = glyphs(line, resolution);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (Patch part : parts) {
            left = Math.min(left, part.x);
            top = Math.min(top, part.y);
            right = Math.max(right, part.x + part.dots.width());
            bottom = Math.max(bottom, part.y + part.dots.height());
        }
        Bitmap picture = new Bitmap(right - left, bottom - top);
        for (Patch part : parts) {
            picture.draw(part.dots, part.x - left, part.y - top);
        }
        return Optional.of(new Patch(picture, left, top, 1));
    }

    private List<Patch> glyphs(Item.TextLine line, Resolution resolution) {
        double unit = line.size() / 1000;
        int baseline = resolution.dots(line.baseline());
        List<Patch> parts = new ArrayList<>(line.text().glyphs().size());
        for (PlacedGlyph placed : line.text().glyphs()) {
            Optional<DotGlyph> glyph = glyphs.of(placed.glyph(), line.size() * resolution.dotsPerMm());
            if (glyph.isPresent()) {
                int x = resolution.dots(line.x() + placed.x() * unit)
                        + glyph.get().left();
                int y = baseline
                        + resolution.dots(placed.y() * unit)
                        + glyph.get().top();
                parts.add(new Patch(glyph.get().dots(), x, y, 1));
            }
        }
        return parts;
    }

    /** Bars as one row to be repeated, modules as a whole picture. */
    Patch barcode(Item.Barcode barcode, Resolution resolution) {
        if (barcode.symbol().symbology() == Symbology.MAXICODE) {
            Bitmap hexagons = MaxiCodeDots.draw(barcode.symbol(), resolution.dotsPerMm());
            return new Patch(hexagons, resolution.dots(barcode.x()), resolution.dots(barcode.y()), 1);
        }
        int module = resolution.moduleDots(barcode.module());
        boolean linear = barcode.symbol().symbology().isLinear();
        int row = barcode.rowDots(resolution);
        return new Patch(
                barcode.symbol().draw(module, linear ? 1 : row),
                resolution.dots(barcode.x()),
                resolution.dots(barcode.y()),
                linear ? row : 1);
    }

    /** What a reader should find where a barcode is drawn. */
    BarcodeCheck.Expected expected(Item.Barcode barcode, Resolution resolution) {
        Patch bars = barcode(barcode, resolution);
        return new BarcodeCheck.Expected(
                barcode.symbol(),
                bars.x,
                bars.y,
                bars.dots.width(),
                bars.dots.height() * bars.repeat,
                0,
                resolution.dotsPerMm());
    }
}
