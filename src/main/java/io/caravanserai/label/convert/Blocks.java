package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Parts of a page that white of some width separates, found on a grid of cells. */
final class Blocks {
    private final boolean[][] inked;
    private final Ink[][] inks;
    private final int columns;
    private final int rows;

    private Blocks(Bitmap page, int cell) {
        columns = (page.width() + cell - 1) / cell;
        rows = (page.height() + cell - 1) / cell;
        inked = new boolean[rows][columns];
        inks = new Ink[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Bitmap part = new Bitmap(cell, cell);
                part.draw(page, -column * cell, -row * cell);
                Ink ink = Ink.of(part);
                inked[row][column] = !ink.isEmpty();
                int x = column * cell;
                int y = row * cell;
                inks[row][column] = new Ink(ink.left() + x, ink.top() + y, ink.right() + x, ink.bottom() + y);
            }
        }
    }

    /**
     * The blocks.
     *
     * @param gap dots of white that part two blocks, about
     */
    static List<Ink> of(Bitmap page, int gap) {
        // neighbouring cells join, so white of one to two cells parts
        Blocks grid = new Blocks(page, Math.max(1, gap * 2 / 3));
        List<Ink> blocks = new ArrayList<>();
        for (int row = 0; row < grid.rows; row++) {
            for (int column = 0; column < grid.columns; column++) {
                if (grid.inked[row][column]) {
                    blocks.add(grid.block(row, column));
                }
            }
        }
        return blocks;
    }

    /** Takes a cell and all that hang together with it. */
    private Ink block(int row, int column) {
        Ink block = inks[row][column];
        Deque<int[]> open = new ArrayDeque<>();
        inked[row][column] = false;
        open.add(new int[] {row, column});
        while (!open.isEmpty()) {
            int[] cell = open.remove();
            block = block.and(inks[cell[0]][cell[1]]);
            for (int y = Math.max(0, cell[0] - 1); y <= Math.min(rows - 1, cell[0] + 1); y++) {
                for (int x = Math.max(0, cell[1] - 1); x <= Math.min(columns - 1, cell[1] + 1); x++) {
                    if (inked[y][x]) {
                        inked[y][x] = false;
                        open.add(new int[] {y, x});
                    }
                }
            }
        }
        return block;
    }
}
