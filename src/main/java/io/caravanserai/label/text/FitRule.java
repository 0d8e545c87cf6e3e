package io.caravanserai.label.text;

/**
 * How a text may be made to fit.
 *
 * @param greatest font size in mm that is wanted
 * @param smallest font size in mm below which it may not go
 * @param lines how many lines it may take
 * @param ellipsis whether the rest may be cut off, shown by {@code …}
 */
public record FitRule(double greatest, double smallest, int lines, boolean ellipsis) {
    public FitRule {
        if (smallest <= 0 || greatest < smallest || greatest > 100) {
            throw new IllegalArgumentException(
                    "sizes are the greatest and the smallest font size in mm, not " + greatest + " and " + smallest);
        }
        if (lines < 1) {
            throw new IllegalArgumentException("a text needs one line at least, not " + lines);
        }
    }
}
