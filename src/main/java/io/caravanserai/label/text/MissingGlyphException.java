package io.caravanserai.label.text;

/** A text has a character that no font can show; it is never drawn as an empty box. */
public final class MissingGlyphException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingGlyphException(int codePoint) {
        super(
                "no font has the character '" + Character.toString(codePoint) + "' ("
                        + String.format("U+%04X", codePoint) + ", " + Character.UnicodeScript.of(codePoint)
                        + "): install one on the machine (such as Debian's fonts-noto-core) or put its file into hub.label.fonts-dir");
    }
}
