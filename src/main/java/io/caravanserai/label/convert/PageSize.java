package io.caravanserai.label.convert;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a label; lengths in mm. */
public record PageSize(double width, double height) {
    /** Four by six inches, which most carriers print on. */
    public static final PageSize FOUR_BY_SIX = new PageSize(101.6, 152.4);

    private static final double INCH = 25.4;
    private static final double LONGEST = 1000;
    private static final Pattern SIDES =
            Pattern.compile("([0-9]{1,4}(?:\\.[0-9]+)?)x([0-9]{1,4}(?:\\.[0-9]+)?)(mm|in)?");

    public PageSize {
        if (!(width >= 10 && width <= LONGEST && height >= 10 && height <= LONGEST)) {
            throw new IllegalArgumentException(
                    "a label of " + width + " by " + height + " mm; sides are 10 to 1000 mm");
        }
    }

    /**
     * Reads {@code 4x6} (inches), {@code 100x150mm}, {@code A4}, {@code A5} or {@code A6} (ISO 216).
     *
     * @throws IllegalArgumentException for anything else
     */
    public static PageSize of(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        switch (lower) {
            case "a4" -> {
                return new PageSize(210, 297);
            }
            case "a5" -> {
                return new PageSize(148, 210);
            }
            case "a6" -> {
                return new PageSize(105, 148);
            }
            default -> {
                Matcher sides = SIDES.matcher(lower);
                if (!sides.matches()) {
                    throw new IllegalArgumentException(
                            "no size of a label: \"" + text + "\"; write 4x6 (inches), 100x150mm or A6");
                }
                double unit = "mm".equals(sides.group(3)) ? 1 : INCH;
                return new PageSize(
                        Double.parseDouble(sides.group(1)) * unit, Double.parseDouble(sides.group(2)) * unit);
            }
        }
    }

    /** Dots across at a density. */
    int dotsAcross(int dpi) {
        return (int) Math.round(width / INCH * dpi);
    }

    /** Dots down at a density. */
    int dotsDown(int dpi) {
        return (int) Math.round(height / INCH * dpi);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f x %.0f mm", width, height);
    }
}
