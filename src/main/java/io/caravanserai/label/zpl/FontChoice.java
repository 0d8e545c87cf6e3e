package io.caravanserai.label.zpl;

import java.util.Map;

/**
 * A printer's font at a size. Font 0 and all that are not built in are scalable; A to H are patterns of dots that grow
 * by whole factors only (sizes: Zebra's manual, "Fonts and Bar Codes", standard fonts).
 *
 * @param scalable whether letters differ in width
 * @param height dots of a letter's cell
 * @param width dots of a letter's cell, or for a scalable font the height at which a letter of its shape is as wide
 */
record FontChoice(boolean scalable, int height, int width) {
    private static final int LARGEST = 32_000;
    private static final int SCALABLE_HEIGHT = 15;

    /** Height, width and gap of one cell. */
    private record Cell(int height, int width, int gap) {}

    private static final Map<Character, Cell> AT_203 = Map.of(
            'A', new Cell(9, 5, 1),
            'B', new Cell(11, 7, 2),
            'C', new Cell(18, 10, 2),
            'D', new Cell(18, 10, 2),
            'E', new Cell(28, 15, 5),
            'F', new Cell(26, 13, 3),
            'G', new Cell(60, 40, 8),
            'H', new Cell(21, 13, 6));
    private static final Map<Character, Cell> AT_300 = Map.of('E', new Cell(42, 20, 6), 'H', new Cell(34, 22, 9));

    /**
     * The font that a printer takes.
     *
     * @param height dots asked for, 0 when the width decides
     * @param width dots asked for, 0 when the height decides
     */
    static FontChoice of(char name, int height, int width, int dpi) {
        Cell cell = dpi == 300 && AT_300.containsKey(name) ? AT_300.get(name) : AT_203.get(name);
        if (cell == null) {
            int high = height > 0 ? height : width > 0 ? width : SCALABLE_HEIGHT;
            return new FontChoice(true, Math.min(high, LARGEST), Math.min(width > 0 ? width : high, LARGEST));
        }
        int down = factor(height, cell.height);
        int across = factor(width, cell.width);
        down = down > 0 ? down : Math.max(across, 1);
        across = across > 0 ? across : down;
        return new FontChoice(false, cell.height * down, (cell.width + cell.gap) * across);
    }

    /** How many times a cell is enlarged, 1 to 10, or 0 when nothing was asked for. */
    private static int factor(int asked, int cell) {
        return asked <= 0 ? 0 : Math.max(1, Math.min(10, Math.round((float) asked / cell)));
    }

    /** Whether a printer has a font of this name without one being loaded. */
    static boolean builtIn(char name) {
        return name == '0' || AT_203.containsKey(name);
    }
}
