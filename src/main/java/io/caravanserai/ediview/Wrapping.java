package io.caravanserai.ediview;

import java.util.ArrayList;
import java.util.List;

/** Breaks a long line at its blanks. */
final class Wrapping {
    /** In less room lines would be words, so nothing is broken. */
    private static final int LEAST = 20;

    private Wrapping() {}

    /** The text in lines of at most {@code width}, but for words that are longer; whole when there is no room. */
    static List<String> lines(String text, int width) {
        if (width < LEAST) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int at = blank > 0 ? blank : rest.indexOf(' ', width);
            if (at < 0) {
                break;
            }
            lines.add(rest.substring(0, at));
            rest = rest.substring(at + 1);
        }
        lines.add(rest);
        return lines;
    }
}
