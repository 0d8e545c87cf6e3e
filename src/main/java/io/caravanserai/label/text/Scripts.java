package io.caravanserai.label.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What drawing must know of a character. */
final class Scripts {
    /** Scripts whose composed letters stand side by side as they are. */
    private static final Set<UnicodeScript> PLAIN = EnumSet.of(
            UnicodeScript.COMMON,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO);

    /** Braille's pattern without dots and the fillers of Hangul. */
    private static final Set<Integer> BLANK = Set.of(0x2800, 0x115f, 0x1160, 0x3164, 0xffa0);

    private Scripts() {}

    /** Whether the character, read from left to right, needs no shaping. */
    static boolean isPlain(int codePoint) {
        if (codePoint < 0x300) {
            return codePoint != 0xad;
        }
        boolean syllable = codePoint >= 0xac00 && codePoint <= 0xd7a3;
        return syllable || (PLAIN.contains(UnicodeScript.of(codePoint)) && !belongsToTheOneBefore(codePoint));
    }

    /** Marks, joiners and other signs that change the character before them. */
    static boolean belongsToTheOneBefore(int codePoint) {
        return codePoint >= 0x300
                && switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** Signs that steer direction and joining, which fonts need not have. */
    static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT
                || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || codePoint == 0x34f;
    }

    /** Whether a character that is drawn by nothing is lost: letters, figures and signs, but no spaces and fillers. */
    static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> !BLANK.contains(codePoint);
        };
    }

    /** Whether a box may be what a character looks like, as that of the mouth in Chinese does. */
    static boolean hasBoxes(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HAN || script == UnicodeScript.COMMON;
    }
}
