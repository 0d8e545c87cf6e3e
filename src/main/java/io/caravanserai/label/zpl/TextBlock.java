package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import java.util.ArrayList;
import java.util.List;

/**
 * A paragraph ({@code ^FB}): text broken into lines of a width.
 *
 * @param width dots across
 * @param lines how many lines at most; more are printed over the last one, as printers do
 * @param spacing dots added between lines, which may be negative
 * @param align L, C, R or J
 * @param indent dots by which the second and later lines are set in
 */
record TextBlock(int width, int lines, int spacing, char align, int indent) {
    /** Draws the text; the baseline is that of the last line that has room. */
    Drawn paint(String text, FontChoice font, TextPainter painter, Budget budget, ZplCommand at) {
        List<String> broken = broken(text, font, painter);
        int pitch = Math.max(1, font.height() + spacing);
        int rows = Math.min(broken.size(), lines);
        long height = (long) pitch * (rows - 1) + font.height();
        budget.picture(at, width, height);
        Bitmap picture = new Bitmap(width, (int) height);
        for (int i = 0; i < broken.size(); i++) {
            int left = i == 0 ? 0 : indent;
            int y = pitch * Math.min(i, lines - 1);
            for (Piece piece : pieces(broken.get(i), left, i == broken.size() - 1, font, painter)) {
                picture.draw(painter.paint(piece.text, font, budget, at).picture(), piece.x, y);
            }
        }
        return new Drawn(picture, pitch * (lines - 1) + TextPainter.baseline(font));
    }

    /** Part of a line and where it begins. */
    private record Piece(String text, int x) {}

    private List<Piece> pieces(String line, int left, boolean last, FontChoice font, TextPainter painter) {
        int spare = width - left - painter.width(line, font);
        return switch (align) {
            case 'C' -> List.of(new Piece(line, left + spare / 2));
            case 'R' -> List.of(new Piece(line, left + spare));
            case 'J' ->
                last || line.indexOf(' ') < 0
                        ? List.of(new Piece(line, left))
                        : justified(line.split(" +", -1), left, font, painter);
            default -> List.of(new Piece(line, left));
        };
    }

    private List<Piece> justified(String[] words, int left, FontChoice font, TextPainter painter) {
        int spare = width - left;
        for (String word : words) {
            spare -= painter.width(word, font);
        }
        double gap = Math.max(0, (double) spare / Math.max(1, words.length - 1));
        double x = left;
        List<Piece> pieces = new ArrayList<>();
        for (String word : words) {
            pieces.add(new Piece(word, (int) x));
            x += painter.width(word, font) + gap;
        }
        return pieces;
    }

    private List<String> broken(String text, FontChoice font, TextPainter painter) {
        List<String> broken = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && painter.width(longer, font) > room(broken)) {
                    broken.add(line.toString());
                    line.setLength(0);
                    line.append(word);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
            broken.add(line.toString());
        }
        return broken;
    }

    private int room(List<String> before) {
        return width - (before.isEmpty() ? 0 : indent);
    }
}
