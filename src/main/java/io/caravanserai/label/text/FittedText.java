package io.caravanserai.label.text;

import java.util.List;

/**
 * Text brought to a size and into lines.
 *
 * @param size font size in mm
 * @param lines from top to bottom
 */
public record FittedText(double size, List<Line> lines) {
    public FittedText {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param baseline mm from the top of the box
     */
    public record Line(ShapedText text, double baseline) {}

    /** From the top of the first line's ink to the bottom of the last line's, at least a letter's height; mm. */
    public double height() {
        return lines.isEmpty() ? 0 : TextFitter.bottom(lines.get(lines.size() - 1), size);
    }
}
