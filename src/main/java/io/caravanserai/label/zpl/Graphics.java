package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries out commands that draw at once: shapes, pictures in the stream and pictures stored before. */
final class Graphics {
    private static final int MOST_BYTES = (int) (Budget.PICTURE / 8);

    private final Printer printer;

    Graphics(Printer printer) {
        this.printer = printer;
    }

    /** Whether the command is one of these. */
    boolean run(ZplCommand command, Parameters in) {
        switch (command.name()) {
            case "^GB" -> box(command, in);
            case "^GC" -> circle(command, in);
            case "^GE" -> ellipse(command, in);
            case "^GD" -> diagonal(command, in);
            case "^GF" -> field(command);
            case "^GS" -> symbol(in);
            case "~DG" -> store(command);
            case "^XG" -> recall(command, in.number(1, 1, 1, 10), in.number(2, 1, 1, 10));
            case "^IM" -> recall(command, 1, 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void box(ZplCommand command, Parameters in) {
        int border = in.number(2, 1, 1, ZplOptions.LONGEST);
        int width = Math.max(border, in.number(0, border, 0, ZplOptions.LONGEST));
        int height = Math.max(border, in.number(1, border, 0, ZplOptions.LONGEST));
        printer.budget.picture(command, width, height);
        draw(command, Shapes.box(width, height, border, in.number(4, 0, 0, 8)), in.letter(3, 'B'));
    }

    private void circle(ZplCommand command, Parameters in) {
        int across = in.number(0, 3, 3, 4_095);
        round(command, across, across, in.number(1, 1, 1, 4_095), in.letter(2, 'B'));
    }

    private void ellipse(ZplCommand command, Parameters in) {
        int width = in.number(0, 3, 3, 4_095);
        round(command, width, in.number(1, 3, 3, 4_095), in.number(2, 1, 1, 4_095), in.letter(3, 'B'));
    }

    private void round(ZplCommand command, int width, int height, int border, char colour) {
        printer.budget.picture(command, width, height);
        draw(command, Shapes.ellipse(width, height, border), colour);
    }

    private void diagonal(ZplCommand command, Parameters in) {
        int border = in.number(2, 1, 1, ZplOptions.LONGEST);
        int width = in.number(0, border, 1, ZplOptions.LONGEST);
        int height = in.number(1, border, 1, ZplOptions.LONGEST);
        printer.budget.picture(command, (long) width + border, height);
        char leaning = in.letter(4, 'R');
        draw(command, Shapes.diagonal(width, height, border, leaning == 'R' || leaning == '/'), in.letter(3, 'B'));
    }

    private void draw(ZplCommand command, Bitmap picture, char colour) {
        printer.place(command, new Drawn(picture), Turn.N, colour == 'W' ? Mark.Ink.WHITE : Mark.Ink.BLACK);
    }

    /** {@code ^GFa,b,c,d,data}: the data may hold anything, so only what stands before it is parted. */
    private void field(ZplCommand command) {
        String[] parts = parts(command, 5);
        if (parts.length < 5) {
            printer.notes.add(command, "it wants five parameters, form, bytes sent, bytes, bytes a row and data");
            return;
        }
        String form = parts[0].strip();
        picture(command, form.isEmpty() ? 'A' : Character.toUpperCase(form.charAt(0)), parts[2], parts[3], parts[4]);
    }

    private void picture(ZplCommand command, char form, String total, String row, String data) {
        Bitmap picture = read(command, form, total, row, data);
        if (picture != null) {
            draw(command, picture, 'B');
        }
    }

    private void store(ZplCommand command) {
        String[] parts = parts(command, 4);
        if (parts.length < 4) {
            printer.notes.add(command, "it wants four parameters, name, bytes, bytes a row and data");
            return;
        }
        Bitmap picture = read(command, 'A', parts[1], parts[2], parts[3]);
        if (picture != null) {
            printer.graphics.put(Stored.name(command, ".GRF"), picture);
        }
    }

    private static String[] parts(ZplCommand command, int count) {
        return command.text().split(Pattern.quote(String.valueOf(command.delimiter())), count);
    }

    private @Nullable Bitmap read(ZplCommand command, char form, String totalText, String rowText, String data) {
        long total = whole(totalText);
        long row = whole(rowText);
        if (total < 1 || row < 1 || row > total) {
            printer.notes.add(command, "its size is no number of bytes and of bytes a row; the picture is left out");
            return null;
        }
        if (total > MOST_BYTES) {
            throw new ZplException(
                    command.place() + " has a picture of " + total + " bytes; at most " + MOST_BYTES + " are drawn");
        }
        printer.budget.picture(command, row * 8, total / row);
        try {
            return GraphicData.read(form, form == 'B' || form == 'C' ? data : data.strip(), (int) total, (int) row);
        } catch (GraphicData.Fault e) {
            printer.notes.add(command, e.getMessage() + "; the picture is left out");
            return null;
        }
    }

    private static long whole(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,12}") ? Long.parseLong(digits) : -1;
    }

    private void symbol(Parameters in) {
        printer.field.symbol = true;
        printer.field.turn = Turn.of(in.letter(0, ' '), printer.turn);
        int height = in.number(1, printer.fontHeight, 0, ZplOptions.LONGEST);
        int width = in.number(2, printer.fontWidth, 0, ZplOptions.LONGEST);
        printer.field.font = FontChoice.of('0', height, width, printer.options.dpi());
    }

    private void recall(ZplCommand command, int across, int down) {
        String name = Stored.name(command, ".GRF");
        Bitmap picture = printer.graphics.get(name);
        if (picture == null) {
            printer.notes.add(command, "no picture " + name + " was stored before in this stream");
            return;
        }
        printer.budget.picture(command, (long) picture.width() * across, (long) picture.height() * down);
        draw(command, across == 1 && down == 1 ? picture : picture.scaled(across, down), 'B');
    }
}
