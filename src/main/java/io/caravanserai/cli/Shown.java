package io.caravanserai.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** A line for a terminal: words with styles, whose width is known before colours are added. */
record Shown(List<Word> words) {
    static final Shown EMPTY = new Shown(List.of());

    /**
     * A piece of text.
     *
     * @param style as picocli's markup names it, such as {@code bold,red}; empty for none
     */
    record Word(String text, String style) {}

    Shown {
        words = List.copyOf(words);
    }

    static Shown of(String text) {
        return EMPTY.and(text, "");
    }

    static Shown of(String text, String style) {
        return EMPTY.and(text, style);
    }

    /** The same with more text; control characters of payloads must not reach a terminal. */
    Shown and(String text, String style) {
        List<Word> more = new ArrayList<>(words);
        more.add(new Word(text.replaceAll("\\p{Cc}", " "), style));
        return new Shown(more);
    }

    /** The same followed by another line. */
    Shown and(Shown other) {
        List<Word> more = new ArrayList<>(words);
        more.addAll(other.words);
        return new Shown(more);
    }

    int width() {
        return words.stream().mapToInt(word -> word.text().length()).sum();
    }

    /** At most this wide, with an ellipsis where something is left out. */
    Shown cut(int limit) {
        if (width() <= limit) {
            return this;
        }
        List<Word> kept = new ArrayList<>();
        int left = Math.max(0, limit - 1);
        for (Word word : words) {
            String text = word.text().substring(0, Math.min(left, word.text().length()));
            kept.add(new Word(text, word.style()));
            left -= text.length();
        }
        kept.add(new Word("…", ""));
        return new Shown(kept);
    }

    /** Exactly this wide. */
    Shown fill(int size) {
        Shown cut = cut(size);
        return cut.and(" ".repeat(size - cut.width()), "");
    }

    String text(Ansi ansi) {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
            text.append(
                    word.style().isEmpty() || !ansi.enabled()
                            ? word.text()
                            : Ansi.Style.on(Ansi.Style.parse(word.style())) + word.text() + Ansi.Style.reset.on());
        }
        return text.toString().stripTrailing();
    }
}
