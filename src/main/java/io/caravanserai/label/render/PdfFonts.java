package io.caravanserai.label.render;

import io.caravanserai.label.text.Glyph;
import io.caravanserai.label.text.PlacedGlyph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The fonts of one file: the glyphs that it uses, in the order in which they come, up to 256 a font. */
final class PdfFonts {
    private static final int MOST = 256;

    private final GlyphProcedures procedures;
    private final IdentityHashMap<Glyph, Code> codes = new IdentityHashMap<>();
    private final List<List<PlacedGlyph>> fonts = new ArrayList<>();

    PdfFonts(GlyphProcedures procedures) {
        this.procedures = procedures;
    }

    /** Which font of the file shows a glyph, by which byte. */
    record Code(int font, int code) {}

    /** The code of a glyph, a new one when it comes for the first time. */
    Code code(PlacedGlyph placed) {
        Code code = codes.computeIfAbsent(placed.glyph(), glyph -> {
            if (fonts.isEmpty() || fonts.get(fonts.size() - 1).size() == MOST) {
                fonts.add(new ArrayList<>());
            }
            List<PlacedGlyph> last = fonts.get(fonts.size() - 1);
            last.add(placed);
            return new Code(fonts.size() - 1, last.size() - 1);
        });
        if (placed.codePoint() != 0) {
            fonts.get(code.font).set(code.code, placed); // where it came first it may have stood among shaped ones
        }
        return code;
    }

    /** The glyphs of each font, at the places of their codes. */
    List<List<PlacedGlyph>> fonts() {
        return fonts;
    }

    byte[] procedure(Glyph glyph) {
        return procedures.of(glyph);
    }
}
