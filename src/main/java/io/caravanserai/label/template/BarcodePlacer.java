package io.caravanserai.label.template;

import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.SymbolException;
import io.caravanserai.label.gs1.Gs1Exception;
import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.text.FitRule;
import io.caravanserai.label.text.FittedText;
import io.caravanserai.label.text.MissingGlyphException;
import io.caravanserai.label.text.TextFitter;
import io.caravanserai.label.text.Weight;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a barcode and brings it into its box with the widest modules that fit. */
final class BarcodePlacer {
    /** Module widths are tried in steps of this, mm. */
    private static final double STEP = 0.005;
    /** White between bars and the line for people, mm. */
    private static final double GAP = 0.5;
    /** Font size of the line for people below which it is not readable any more, mm. */
    private static final double SMALLEST = 1.6;

    private final TextFitter fitter;

    BarcodePlacer(TextFitter fitter) {
        this.fitter = fitter;
    }

    void add(Part.Barcode part, Map<String, String> data, Area box, List<Item> items) throws LabelException {
        Symbol symbol = symbol(part, data);
        if (part.kind().isFixed()) {
            fixed(part, symbol, box, items);
            return;
        }
        boolean linear = symbol.symbology().isLinear();
        double height = box.height() - part.readable();
        double module = module(part, symbol, box.width(), height);
        double widest = Item.Barcode.widest(module);
        double left = left(part, box, symbol.quietWidth() * widest);
        double above = symbol.symbology().quietAboveAndBelow() * widest;
        items.add(new Item.Barcode(
                part.name(),
                left + symbol.symbology().quietBefore() * widest,
                box.y() + above,
                symbol,
                module,
                linear ? height : rows(symbol) * widest));
        if (part.readable() > 0 && !symbol.text().isEmpty()) {
            readable(part, symbol.text(), new Area(box.x(), box.y() + height, box.width(), part.readable()), items);
        }
    }

    private static void fixed(Part.Barcode part, Symbol symbol, Area box, List<Item> items) throws LabelException {
        double quiet = MaxiCodeDots.ACROSS;
        double left = left(part, box, MaxiCodeDots.WIDTH + 2 * quiet);
        Item.Barcode item =
                new Item.Barcode(part.name(), left + quiet, box.y() + quiet, symbol, quiet, MaxiCodeDots.HEIGHT);
        if (!box.holds(item.area())) {
            throw new LabelException(
                    part.name(),
                    String.format(
                            Locale.ROOT,
                            "does not fit: a MaxiCode takes %.1f by %.1f mm",
                            item.area().width(),
                            item.area().height()));
        }
        items.add(item);
    }

    /** Where something of that width begins in its box. */
    private static double left(Part.Barcode part, Area box, double width) {
        double room = box.width() - width;
        return box.x()
                + switch (part.align()) {
                    case LEFT -> 0;
                    case CENTER -> room / 2;
                    case RIGHT -> room;
                };
    }

    private static Symbol symbol(Part.Barcode part, Map<String, String> data) throws LabelException {
        try {
            return part.kind().symbol(data);
        } catch (SymbolException | Gs1Exception e) {
            throw new LabelException(part.name(), "cannot be a barcode: " + e.getMessage(), e);
        }
    }

    private static double module(Part.Barcode part, Symbol symbol, double width, double height) throws LabelException {
        boolean linear = symbol.symbology().isLinear();
        int down = rows(symbol) + 2 * symbol.symbology().quietAboveAndBelow();
        for (double module = part.greatest(); module > part.smallest() - STEP / 2; module -= STEP) {
            double widest = Item.Barcode.widest(module);
            if (symbol.quietWidth() * widest <= width
                    && (linear || down * widest <= height)
                    && hasDots(module, part.leastDots())) {
                return module;
            }
        }
        throw new LabelException(
                part.name(),
                "does not fit: its " + symbol.quietWidth() + (linear ? "" : " by " + down)
                        + " modules, at least " + part.smallest() + " mm or " + part.leastDots()
                        + " dots wide each, are wider or higher than " + width + " by " + height + " mm");
    }

    private static boolean hasDots(double module, int least) {
        for (Resolution resolution : Resolution.values()) {
            if (resolution.moduleDots(module) < least) {
                return false;
            }
        }
        return true;
    }

    private static int rows(Symbol symbol) {
        return symbol.modules().height() * Item.Barcode.rowModules(symbol);
    }

    private void readable(Part.Barcode part, String text, Area box, List<Item> items) throws LabelException {
        double height = box.height() - GAP;
        FitRule rule = new FitRule(Math.max(SMALLEST, height), SMALLEST, 1, false);
        try {
            Optional<FittedText> fitted = fitter.fit(List.of(text), Weight.REGULAR, rule, box.width(), height);
            for (FittedText.Line line : fitted.orElseThrow(() ->
                            new LabelException(part.name(), "has no room for the line for people: \"" + text + "\""))
                    .lines()) {
                items.add(new Item.TextLine(
                        part.name(),
                        LabelComposer.pen(line.text(), fitted.get().size(), box, Part.Align.CENTER),
                        box.y() + GAP + line.baseline(),
                        fitted.get().size(),
                        line.text()));
            }
        } catch (MissingGlyphException e) {
            throw new LabelException(part.name(), "cannot be drawn: " + e.getMessage(), e);
        }
    }
}
