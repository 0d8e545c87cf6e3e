package io.caravanserai.label.zpl;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@code ^FS}: draws the text or barcode of the field that ends. */
final class FieldEnd {
    /** Zebra's manual allows 3,072 characters of data; a longer field is a fault of its maker. */
    private static final int LONGEST = 3_072;

    private final Printer printer;
    private final BarcodePainter barcodes;

    FieldEnd(Printer printer) {
        this.printer = printer;
        this.barcodes = new BarcodePainter(printer);
    }

    /**
     * Draws the field.
     *
     * @param values data by the number of {@code ^FN}, from the label that recalls a format
     * @param recalling whether this is that label itself, whose numbered fields are only data
     */
    void run(ZplCommand end, Map<Integer, ZplCommand> values, boolean recalling) {
        Field field = printer.field;
        if (!(recalling && field.number >= 0 && !field.placed)) {
            ZplCommand data = data(field, values);
            if (data != null) {
                draw(field, data);
            } else if (field.barcode != null) {
                printer.notes.add(end, "the field has a barcode but no data");
            }
        }
        printer.field = new Field();
    }

    private static @Nullable ZplCommand data(Field field, Map<Integer, ZplCommand> values) {
        ZplCommand value = values.get(field.number);
        return value == null ? field.data : value;
    }

    private void draw(Field field, ZplCommand data) {
        String text = FieldData.text(FieldData.bytes(data.text(), field.escape), printer.charset);
        if (text.length() > LONGEST) {
            printer.notes.add(data, "the field has more than " + LONGEST + " characters and is left out");
        } else if (field.barcode != null) {
            barcode(field.barcode, data, text);
        } else {
            text(field, data, text);
        }
    }

    private void barcode(Barcode barcode, ZplCommand data, String text) {
        try {
            Drawn drawn = barcodes.paint(barcode, text);
            printer.place(barcode.command(), drawn, barcode.turn(), Mark.Ink.BLACK);
        } catch (IllegalArgumentException e) {
            printer.notes.add(data, e.getMessage() + "; the barcode is left out");
        }
    }

    private void text(Field field, ZplCommand data, String text) {
        FontChoice font = field.font == null ? printer.defaultFont() : field.font;
        Turn turn = field.turn == null ? printer.turn : field.turn;
        TextBlock block = field.block;
        Drawn drawn;
        if (block != null && block.width() > 0) {
            drawn = block.paint(broken(text), font, printer.text, printer.budget, data);
        } else {
            drawn = printer.text.paint(field.symbol ? symbol(text) : text, font, printer.budget, data);
        }
        printer.place(data, drawn, turn, Mark.Ink.BLACK);
    }

    /** In a paragraph {@code \&} begins a line and a doubled backslash is one. */
    private static String broken(String text) {
        return text.replace("\\\\", "\u0000").replace("\\&", "\n").replace('\u0000', '\\');
    }

    /** The letters of {@code ^GS}; the two of test houses stand as words. */
    private static String symbol(String text) {
        return text.isEmpty()
                ? ""
                : switch (Character.toUpperCase(text.charAt(0))) {
                    case 'A' -> "\u00ae";
                    case 'B' -> "\u00a9";
                    case 'C' -> "\u2122";
                    case 'D' -> "UL";
                    case 'E' -> "CSA";
                    default -> text;
                };
    }
}
