package io.caravanserai.label.model;

import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.Symbology;
import io.caravanserai.label.text.ShapedText;

/** Something at its place on a label. Lengths are mm, places are from the page's left upper corner. */
public sealed interface Item {
    /** What it is, for messages: the template's name of it. */
    String field();

    /** What it covers, white around a barcode included. */
    Area area();

    /**
     * One line of text.
     *
     * @param x where its pen begins
     * @param baseline what its letters stand on
     * @param size the font's size
     */
    record TextLine(String field, double x, double baseline, double size, ShapedText text) implements Item {
        @Override
        public Area area() {
            double unit = size / 1000;
            return new Area(
                    x + text.left() * unit,
                    baseline + text.top() * unit,
                    text.inkWidth() * unit,
                    (text.bottom() - text.top()) * unit);
        }
    }

    /** A black rectangle: a rule, or a side of a frame. */
    record Rule(String field, Area area) implements Item {}

    /**
     * A barcode of bars, of square modules or, when it is a MaxiCode, of hexagons, whose size is fixed.
     *
     * @param x left edge of its first module
     * @param y upper edge of its modules
     * @param module width of a module; a printer takes the nearest whole number of dots
     * @param height of the modules or bars together
     */
    record Barcode(String field, double x, double y, Symbol symbol, double module, double height) implements Item {
        @Override
        public Area area() {
            if (symbol.symbology() == Symbology.MAXICODE) {
                double quiet = MaxiCodeDots.ACROSS;
                return new Area(x - quiet, y - quiet, MaxiCodeDots.WIDTH + 2 * quiet, MaxiCodeDots.HEIGHT + 2 * quiet);
            }
            Symbology kind = symbol.symbology();
            double widest = widest(module);
            double above = kind.quietAboveAndBelow() * widest;
            return new Area(
                    x - kind.quietBefore() * widest, y - above, symbol.quietWidth() * widest, height + 2 * above);
        }

        /** Width of what is drawn on a device, in dots. */
        public int widthDots(Resolution resolution) {
            return symbol.symbology() == Symbology.MAXICODE
                    ? MaxiCodeDots.width(resolution.dotsPerMm())
                    : symbol.modules().width() * resolution.moduleDots(module);
        }

        /** Height of what is drawn on a device, in dots. */
        public int heightDots(Resolution resolution) {
            return symbol.symbology() == Symbology.MAXICODE
                    ? MaxiCodeDots.height(resolution.dotsPerMm())
                    : symbol.modules().height() * rowDots(resolution);
        }

        /** Height of one row of modules on a device, in dots. */
        public int rowDots(Resolution resolution) {
            return symbol.symbology().isLinear()
                    ? Math.max(1, resolution.dots(height))
                    : rowModules(symbol) * resolution.moduleDots(module);
        }

        /** How many modules high a row is drawn: ISO/IEC 15438 wants three at least of a PDF417. */
        public static int rowModules(Symbol symbol) {
            return symbol.symbology() == Symbology.PDF_417 ? 3 : 1;
        }

        /** Width of a module where it comes out the widest, for dots are whole. */
        public static double widest(double module) {
            double widest = module;
            for (Resolution resolution : Resolution.values()) {
                widest = Math.max(widest, resolution.moduleDots(module) / resolution.dotsPerMm());
            }
            return widest;
        }
    }
}
