package io.caravanserai.label.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Shapes a text and says how many glyphs it has: a program of its own, for a machine without fonts. */
final class NoSystemFonts {
    private NoSystemFonts() {}

    public static void main(String[] arguments) throws MissingGlyphException {
        String text = new String(HexFormat.of().parseHex(arguments[0]), StandardCharsets.UTF_8);
        System.out.println("glyphs: "
                + new Shaper(new FontChain(null))
                        .shape(text, Weight.BOLD)
                        .glyphs()
                        .size());
    }
}
