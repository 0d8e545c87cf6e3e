package io.caravanserai.label.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A paragraph in the parts between which a line may break, each with its width. */
record Words(String text, List<Word> words) {
    private static final Locale THAI = new Locale("th");

    /**
     * A part.
     *
     * @param end where it ends, spaces behind it included
     * @param bare its width without those spaces, in thousandths of the font's size
     * @param whole its width with them
     */
    record Word(int end, float bare, float whole) {}

    static Words of(String paragraph, Weight weight, Shaper shaper) throws MissingGlyphException {
        String text = paragraph.strip();
        // Thai writes no spaces: where its words end is in Java's dictionary for that locale
        boolean thai = text.codePoints().anyMatch(c -> c >= 0xe00 && c <= 0xe7f);
        BreakIterator breaks = BreakIterator.getLineInstance(thai ? THAI : Locale.ROOT);
        breaks.setText(text);
        List<Word> words = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String word = text.substring(start, end);
            String bare = word.stripTrailing();
            float width = shaper.shape(bare, weight).advance();
            float space = shaper.shape(" ", weight).advance();
            words.add(new Word(end, width, width + space * (word.length() - bare.length())));
            start = end;
        }
        return new Words(text, words);
    }

    /** Adds the lines it takes at a width, in thousandths of the font's size; a word wider than that stands alone. */
    void breakInto(List<String> lines, double width) {
        int start = 0;
        int end = 0;
        float used = 0;
        for (Word word : words) {
            if (end > start && used + word.bare > width) {
                lines.add(text.substring(start, end).stripTrailing());
                start = end;
                used = 0;
            }
            end = word.end;
            used += word.whole;
        }
        if (end > start) {
            lines.add(text.substring(start, end).stripTrailing());
        }
    }
}
