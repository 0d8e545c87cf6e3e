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
}
