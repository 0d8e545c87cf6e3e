package io.caravanserai.page.brand;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour of the sRGB space, each part 0 to 255. */
public record Color(int red, int green, int blue) {
    public static final Color WHITE = new Color(255, 255, 255);
    public static final Color BLACK = new Color(0, 0, 0);

    /** What text needs at least (WCAG 2.2, success criterion 1.4.3, level AA). */
    static final double READABLE = 4.5;

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int STEPS = 20;

    /**
     * @param text such as {@code #0b5fff}
     * @throws IllegalArgumentException when it is not written so
     */
    public static Color parse(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("a colour is written like #0b5fff, a # and six hexadecimal digits, not '"
                    + text.replaceAll("[^#\\w]", "?") + "'");
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return new Color(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
    }

    /** Black or white, whichever reads better on this; their contrast is never under 4.58. */
    public Color text() {
        return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
    }

    /** This colour, as little darker or lighter as it takes to be read on that background. */
    public Color readableOn(Color background) {
        Color end = background.text();
        for (int step = 0; step < STEPS; step++) {
            Color mixed = mixed(end, step / (double) STEPS);
            if (mixed.contrast(background) >= READABLE) {
                return mixed;
            }
        }
        return end;
    }

    /** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio). */
    double contrast(Color other) {
        double a = luminance();
        double b = other.luminance();
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private Color mixed(Color other, double share) {
        return new Color(part(red, other.red, share), part(green, other.green, share), part(blue, other.blue, share));
    }

    private static int part(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** As CSS has it, such as {@code #0b5fff}. */
    public String css() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
