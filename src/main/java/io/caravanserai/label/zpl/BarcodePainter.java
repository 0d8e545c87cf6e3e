package io.caravanserai.label.zpl;

import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.SymbolException;
import io.caravanserai.label.raster.Bitmap;

/** Draws the barcode of a field as the printer would, with its line for people where one is asked for. */
final class BarcodePainter {
    private static final double MM_PER_INCH = 25.4;

    private final Printer printer;

    BarcodePainter(Printer printer) {
        this.printer = printer;
    }

    /**
     * Draws it, not turned.
     *
     * @throws SymbolException for data that the kind of barcode cannot hold
     */
    Drawn paint(Barcode barcode, String data) {
        ZplCommand command = barcode.command();
        Parameters in = new Parameters(command, printer.notes);
        return switch (command.name()) {
            case "^BC", "^B3", "^B2", "^BE", "^B8", "^BU" -> linear(command, in, data);
            case "^BQ" -> qr(command, in, data);
            case "^BX" ->
                matrix(command, MatrixData.dataMatrix(in, data), in.number(1, printer.module, 1, ZplOptions.LONGEST));
            case "^B0", "^BO" -> matrix(command, MatrixData.aztec(in, data), in.number(1, 2, 1, 10));
            case "^B7" -> pdf417(command, in, data);
            default -> maxiCode(command, in, data);
        };
    }

    private Drawn linear(ZplCommand command, Parameters in, String data) {
        LinearData linear = LinearData.of(command.name(), in, data, printer.module, printer.ratio);
        Symbol symbol = linear.symbol();
        int height = in.number(linear.heightAt(), printer.barHeight, 1, ZplOptions.LONGEST);
        int across = linear.module();
        printer.budget.picture(command, (long) symbol.modules().width() * across, height);
        Bitmap bars = symbol.draw(across, height);
        boolean shown = in.flag(linear.heightAt() + 1, true) && !symbol.text().isEmpty();
        return shown ? withText(command, bars, linear.text(), in.flag(linear.heightAt() + 2, false)) : new Drawn(bars);
    }

    private Drawn withText(ZplCommand command, Bitmap bars, String text, boolean above) {
        FontChoice font = FontChoice.of('A', 9 * printer.module, 0, printer.options.dpi());
        Bitmap line = printer.text.paint(text, font, printer.budget, command).picture();
        int gap = 2 * printer.module;
        int width = Math.max(bars.width(), line.width());
        int height = bars.height() + gap + line.height();
        printer.budget.picture(command, width, height);
        Bitmap whole = new Bitmap(width, height);
        int top = above ? line.height() + gap : 0;
        // bars stay at the place that was given, however wide their text is
        whole.draw(bars, 0, top);
        whole.draw(line, Math.max(0, (bars.width() - line.width()) / 2), above ? 0 : bars.height() + gap);
        return new Drawn(whole, top + bars.height());
    }

    /** Printers set a QR code lower than its place, by the height of bars that {@code ^BY} told. */
    private Drawn qr(ZplCommand command, Parameters in, String data) {
        int module = in.number(2, printer.options.dpi() == 300 ? 3 : 2, 1, 100);
        Symbol symbol = MatrixData.qr(in, data);
        Drawn drawn = matrix(command, symbol, module);
        if (printer.field.baseline) {
            return drawn;
        }
        int lower = printer.barHeight;
        Bitmap code = drawn.picture();
        printer.budget.picture(command, code.width(), (long) code.height() + lower);
        Bitmap placed = new Bitmap(code.width(), code.height() + lower);
        placed.draw(code, 0, lower);
        return new Drawn(placed);
    }

    private Drawn matrix(ZplCommand command, Symbol symbol, int module) {
        Bitmap modules = symbol.modules();
        printer.budget.picture(command, (long) modules.width() * module, (long) modules.height() * module);
        return new Drawn(symbol.draw(module, module));
    }

    private Drawn pdf417(ZplCommand command, Parameters in, String data) {
        Symbol symbol = MatrixData.pdf417(in, data);
        Bitmap modules = symbol.modules();
        int whole = Math.max(1, printer.barHeight / modules.height());
        int row = in.has(1) ? in.number(1, 1, 1, 9_999) * printer.module : whole;
        printer.budget.picture(command, (long) modules.width() * printer.module, (long) modules.height() * row);
        return new Drawn(symbol.draw(printer.module, row));
    }

    private Drawn maxiCode(ZplCommand command, Parameters in, String data) {
        Symbol symbol = MatrixData.maxiCode(in, data);
        double dotsPerMm = printer.options.dpi() / MM_PER_INCH;
        printer.budget.picture(command, MaxiCodeDots.width(dotsPerMm), MaxiCodeDots.height(dotsPerMm));
        return new Drawn(MaxiCodeDots.draw(symbol, dotsPerMm));
    }
}
