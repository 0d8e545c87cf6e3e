package io.caravanserai.label.zpl;

import java.nio.charset.Charset;

/** Carries out commands that place and style fields and set up the label; graphics go to {@link Graphics}. */
final class Commands {
    private final Printer printer;
    private final Graphics graphics;

    Commands(Printer printer) {
        this.printer = printer;
        this.graphics = new Graphics(printer);
    }

    void run(ZplCommand command) {
        Parameters in = new Parameters(command, printer.notes);
        if (!field(command, in) && !label(command, in) && !graphics.run(command, in)) {
            if (!Effectless.is(command.name())) {
                printer.notes.add(command, "this command is not known here and has no effect");
            }
        }
    }

    /** The number of {@code ^FN}, which a prompt in quotes may follow; -1 when there is none. */
    static int fieldNumber(ZplCommand command) {
        String digits = command.text().strip().split("\\D", 2)[0];
        return digits.isEmpty() || digits.length() > 4 ? -1 : Integer.parseInt(digits);
    }

    private boolean field(ZplCommand command, Parameters in) {
        Field field = printer.field;
        switch (command.name()) {
            case "^FO" -> place(in, false);
            case "^FT" -> place(in, true);
            case "^FD", "^FV" -> field.data = command;
            case "^SN" -> field.data = command.withText(in.text(0));
            case "^FN" -> field.number = fieldNumber(command);
            case "^FH" ->
                field.escape =
                        command.text().isBlank() ? '_' : command.text().strip().charAt(0);
            case "^FR" -> field.reverse = true;
            case "^FB" -> field.block = block(in);
            case "^TB" -> textBlock(in);
            case "^A" -> font(command, in);
            case "^BC", "^B3", "^B2", "^BE", "^B8", "^BU", "^BQ", "^BX", "^B7", "^BD", "^B0", "^BO" ->
                field.barcode = new Barcode(command, Turn.of(in.letter(0, ' '), printer.turn));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void place(Parameters in, boolean baseline) {
        Field field = printer.field;
        field.x = in.number(0, baseline ? printer.nextX : 0, 0, ZplOptions.LONGEST);
        field.y = in.number(1, baseline ? printer.nextY : 0, 0, ZplOptions.LONGEST);
        field.right = in.number(2, printer.fieldAlign, 0, 2) == 1;
        field.baseline = baseline;
        field.placed = true;
    }

    private static TextBlock block(Parameters in) {
        char align = in.letter(3, 'L');
        return new TextBlock(
                in.number(0, 0, 0, ZplOptions.LONGEST),
                in.number(1, 1, 1, 9_999),
                in.number(2, 0, -9_999, 9_999),
                align,
                in.number(4, 0, 0, 9_999));
    }

    private void textBlock(Parameters in) {
        printer.field.turn = Turn.of(in.letter(0, ' '), printer.turn);
        FontChoice font = printer.field.font == null ? printer.defaultFont() : printer.field.font;
        int height = in.number(2, font.height(), 1, ZplOptions.LONGEST);
        int lines = Math.max(1, height / font.height());
        printer.field.block = new TextBlock(in.number(1, 1, 1, ZplOptions.LONGEST), lines, 0, 'L', 0);
    }

    /** {@code ^A0N,30,20}: the name of the font stands before the first parameter. */
    private void font(ZplCommand command, Parameters whole) {
        char name = whole.letter(0, printer.fontName);
        String rest = command.text().strip();
        Parameters in = new Parameters(command.withText(rest.isEmpty() ? "" : rest.substring(1)), printer.notes);
        if (name == '@') {
            printer.notes.add(command, "the font " + in.text(3) + " is not here; the scalable font stands for it");
        } else if (!FontChoice.builtIn(name)) {
            printer.notes.add(command, "the font " + shown(name) + " is not here; the scalable font stands for it");
        }
        printer.field.turn = Turn.of(in.letter(0, ' '), printer.turn);
        int height = in.number(1, 0, 0, ZplOptions.LONGEST);
        int width = in.number(2, 0, 0, ZplOptions.LONGEST);
        if (height == 0 && width == 0) {
            height = printer.fontHeight;
            width = printer.fontWidth;
        }
        printer.field.font = FontChoice.of(name, height, width, printer.options.dpi());
    }

    private static String shown(char name) {
        return name > ' ' && name < 127 ? String.valueOf(name) : "of byte " + (int) name;
    }

    private boolean label(ZplCommand command, Parameters in) {
        switch (command.name()) {
            case "^PW" -> printer.width = in.number(0, 0, 2, ZplOptions.LONGEST);
            case "^LL" -> printer.height = in.number(0, 0, 1, ZplOptions.LONGEST);
            case "^LH" -> {
                printer.homeX = in.number(0, printer.homeX, 0, ZplOptions.LONGEST);
                printer.homeY = in.number(1, printer.homeY, 0, ZplOptions.LONGEST);
            }
            case "^LS" -> printer.shiftLeft = in.number(0, 0, -9_999, 9_999);
            case "^LT" -> printer.shiftDown = in.number(0, 0, -120, 120);
            case "^LR" -> printer.reverse = in.flag(0, false);
            case "^PO" -> printer.upsideDown = in.letter(0, 'N') == 'I';
            case "^PM" -> printer.mirrored = in.flag(0, false);
            case "^PQ" -> printer.copies = in.number(0, 1, 1, 99_999_999);
            case "^CF" -> {
                printer.fontName = in.letter(0, printer.fontName);
                printer.fontHeight = in.number(1, printer.fontHeight, 0, ZplOptions.LONGEST);
                printer.fontWidth = in.number(2, in.has(1) ? 0 : printer.fontWidth, 0, ZplOptions.LONGEST);
            }
            case "^FW" -> {
                printer.turn = Turn.of(in.letter(0, ' '), printer.turn);
                printer.fieldAlign = in.number(1, printer.fieldAlign, 0, 2);
            }
            case "^BY" -> {
                printer.module = in.number(0, printer.module, 1, 10);
                printer.ratio = in.decimal(1, printer.ratio, 2, 3);
                printer.barHeight = in.number(2, printer.barHeight, 1, ZplOptions.LONGEST);
            }
            case "^CI" -> charset(command, in);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void charset(ZplCommand command, Parameters in) {
        int number = in.number(0, 0, 0, 255);
        Charset charset = FieldData.charset(number);
        if (charset == null) {
            printer.notes.add(command, "the character set " + number + " is not known here; the one before stays");
        } else {
            printer.charset = charset;
        }
    }
}
