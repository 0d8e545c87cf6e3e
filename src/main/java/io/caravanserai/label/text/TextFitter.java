package io.caravanserai.label.text;

import io.caravanserai.label.text.FittedText.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings text into a box: as great as it may be, broken where lines may break (Unicode Standard Annex 14), smaller when
 * it does not fit, and cut only where the rule allows it.
 */
public final class TextFitter {
    /** Sizes are tried in steps of this, mm; so glyphs come in few sizes. */
    private static final double STEP = 0.1;
    /** Room that a line has at least over and under its baseline, in font sizes: capitals and descenders. */
    private static final double ASCENT = 0.76;

    private static final double DESCENT = 0.21;
    /** From baseline to baseline, in font sizes. */
    private static final double PITCH = 1.16;
    /** White between the ink of two lines, in font sizes. */
    private static final double GAP = 0.04;

    private final Shaper shaper;

    public TextFitter(Shaper shaper) {
        this.shaper = shaper;
    }

    /**
     * Fits paragraphs, each beginning on a line of its own.
     *
     * @param width of the box, mm
     * @param height of the box, mm
     * @return empty when the text does not fit by the rule
     * @throws MissingGlyphException when no font has a character
     */
    public Optional<FittedText> fit(List<String> paragraphs, Weight weight, FitRule rule, double width, double height)
            throws MissingGlyphException {
        List<Words> words = new ArrayList<>();
        for (String paragraph : paragraphs) {
            words.add(Words.of(paragraph, weight, shaper));
        }
        for (int step = 0; ; step++) {
            double size = Math.max(rule.smallest(), Math.round((rule.greatest() - step * STEP) * 1000) / 1000.0);
            List<String> lines = broken(words, width / size * LabelFont.UNITS);
            if (lines.size() <= rule.lines()) {
                Optional<FittedText> placed = placed(lines, weight, size, width, height);
                if (placed.isPresent()) {
                    return placed;
                }
            }
            if (size <= rule.smallest()) {
                return rule.ellipsis() ? cut(lines, weight, rule, width, height) : Optional.empty();
            }
        }
    }

    private static List<String> broken(List<Words> paragraphs, double width) {
        List<String> lines = new ArrayList<>();
        paragraphs.forEach(words -> words.breakInto(lines, width));
        return lines;
    }

    /** The lines under each other, when they fit into the box. */
    private Optional<FittedText> placed(List<String> lines, Weight weight, double size, double width, double height)
            throws MissingGlyphException {
        List<Line> placed = new ArrayList<>();
        double bottom = 0;
        for (String line : lines) {
            ShapedText text = shaper.shape(line, weight);
            double ascent = Math.max(ASCENT * size, mm(-text.top(), size));
            double baseline = ascent;
            if (!placed.isEmpty()) {
                Line above = placed.get(placed.size() - 1);
                baseline = Math.max(above.baseline() + PITCH * size, bottom + GAP * size + mm(-text.top(), size));
            }
            if (mm(Math.max(text.advance(), text.inkWidth()), size) > width) {
                return Optional.empty();
            }
            placed.add(new Line(text, baseline));
            bottom = bottom(placed.get(placed.size() - 1), size);
        }
        return bottom > height ? Optional.empty() : Optional.of(new FittedText(size, placed));
    }

    /** Lines from the top as far as they fit at the smallest size; the last one ends with an ellipsis. */
    private Optional<FittedText> cut(List<String> lines, Weight weight, FitRule rule, double width, double height)
            throws MissingGlyphException {
        double size = rule.smallest();
        for (int count = Math.min(rule.lines(), lines.size()); count > 0; count--) {
            List<String> kept = new ArrayList<>(lines.subList(0, count));
            String last = kept.get(count - 1);
            for (int left = last.codePointCount(0, last.length()); left >= 0; left--) {
                String start = last.substring(0, last.offsetByCodePoints(0, left));
                kept.set(count - 1, start.stripTrailing() + "…");
                Optional<FittedText> placed = placed(kept, weight, size, width, height);
                if (placed.isPresent()) {
                    return placed;
                }
            }
        }
        return Optional.empty();
    }

    static double bottom(Line line, double size) {
        return line.baseline() + Math.max(DESCENT * size, mm(line.text().bottom(), size));
    }

    private static double mm(double units, double size) {
        return units * size / LabelFont.UNITS;
    }
}
