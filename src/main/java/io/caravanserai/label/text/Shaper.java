package io.caravanserai.label.text;

import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns text into glyphs: composed (NFC), in visual order (Unicode Standard Annex 9), each character in the first font
 * that has it, shaped where its script wants that. Safe for many threads; what was shaped lately is kept.
 */
public final class Shaper {
    private final FontChain fonts;
    private final Map<Weight, Recent<String, ShapedText>> recent =
            new EnumMap<>(Map.of(Weight.REGULAR, new Recent<>(4096), Weight.BOLD, new Recent<>(4096)));

    /**
     * @param fonts asked for each character
     */
    public Shaper(FontChain fonts) {
        this.fonts = fonts;
    }

    /**
     * One line of text as glyphs. Control characters count as spaces.
     *
     * @throws MissingGlyphException when no font has a character
     */
    public ShapedText shape(String text, Weight weight) throws MissingGlyphException {
        Recent<String, ShapedText> known = recent.get(weight);
        ShapedText shaped = known == null ? null : known.get(text);
        if (shaped == null) {
            shaped = new Line(clean(text), weight).shape();
            if (known != null) {
                known.put(text, shaped);
            }
        }
        return shaped;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(Normalizer.normalize(text, Normalizer.Form.NFC));
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isISOControl(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    /** A line in the making. */
    private final class Line {
        private final String text;
        private final char[] chars;
        private final Weight weight;
        private final List<PlacedGlyph> placed = new ArrayList<>();
        private float pen;

        Line(String text, Weight weight) {
            this.text = text;
            this.chars = text.toCharArray();
            this.weight = weight;
        }

        ShapedText shape() throws MissingGlyphException {
            if (!Bidi.requiresBidi(chars, 0, chars.length)) {
                level(0, chars.length, false);
                return ShapedText.of(text, placed, pen);
            }
            Bidi bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
            int runs = bidi.getRunCount();
            byte[] levels = new byte[runs];
            Integer[] order = IntStream.range(0, runs).boxed().toArray(Integer[]::new);
            for (int run = 0; run < runs; run++) {
                levels[run] = (byte) bidi.getRunLevel(run);
            }
            Bidi.reorderVisually(levels, 0, order, 0, runs);
            for (int run : order) {
                level(bidi.getRunStart(run), bidi.getRunLimit(run), (bidi.getRunLevel(run) & 1) == 1);
            }
            return ShapedText.of(text, placed, pen);
        }

        /** Splits text of one direction by font and draws the parts from left to right. */
        private void level(int from, int to, boolean rightToLeft) throws MissingGlyphException {
            List<FontRun> runs = new ArrayList<>();
            int start = from;
            LabelFont current = null;
            boolean plain = !rightToLeft;
            for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
                int codePoint = text.codePointAt(at);
                LabelFont font = current != null && follows(codePoint, current) ? current : font(codePoint);
                boolean alone = !rightToLeft && Scripts.isPlain(codePoint);
                if (current != null && (font != current || alone != plain)) {
                    runs.add(rightToLeft ? 0 : runs.size(), new FontRun(current, start, at, plain));
                    start = at;
                }
                current = font;
                plain = alone;
            }
            if (current != null) {
                runs.add(rightToLeft ? 0 : runs.size(), new FontRun(current, start, to, plain));
            }
            for (FontRun run : runs) {
                draw(run, rightToLeft);
            }
        }

        /** Marks and joiners stay in the font of what they belong to. */
        private boolean follows(int codePoint, LabelFont font) {
            return Scripts.belongsToTheOneBefore(codePoint) && (Scripts.isInvisible(codePoint) || font.has(codePoint));
        }

        private LabelFont font(int codePoint) throws MissingGlyphException {
            @Nullable LabelFont font = fonts.of(Scripts.isInvisible(codePoint) ? ' ' : codePoint, weight);
            if (font == null) {
                throw new MissingGlyphException(codePoint);
            }
            return font;
        }

        private void draw(FontRun run, boolean rightToLeft) throws MissingGlyphException {
            if (run.plain) {
                for (int at = run.from; at < run.to; at += Character.charCount(text.codePointAt(at))) {
                    Glyph glyph = run.font.plain(text.codePointAt(at));
                    placed.add(new PlacedGlyph(glyph, pen, 0, text.codePointAt(at)));
                    pen += glyph.advance();
                }
                return;
            }
            LabelFont.Shaped shaped = run.font.shape(chars, run.from, run.to, rightToLeft);
            if (shaped.missing()) {
                throw new MissingGlyphException(text.codePointAt(run.from));
            }
            for (int i = 0; i < shaped.glyphs().length; i++) {
                Glyph glyph = shaped.glyphs()[i];
                if (glyph != null) {
                    placed.add(new PlacedGlyph(glyph, pen + shaped.places()[2 * i], shaped.places()[2 * i + 1], 0));
                }
            }
            pen += shaped.places()[2 * shaped.glyphs().length];
        }
    }

    /** Part of a line in one font and direction. */
    private record FontRun(LabelFont font, int from, int to, boolean plain) {}
}
