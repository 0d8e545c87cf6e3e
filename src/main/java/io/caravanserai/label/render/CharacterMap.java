package io.caravanserai.label.render;

import io.caravanserai.label.text.PlacedGlyph;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Which characters the codes of a font stand for: its ToUnicode map (ISO 32000-1, section 9.10.3). */
final class CharacterMap {
    /** More entries may not stand in one list. */
    private static final int MOST = 100;

    private CharacterMap() {}

    static byte[] of(List<PlacedGlyph> glyphs) {
        StringBuilder text = new StringBuilder(2048);
        text.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
        text.append("/CMapName /Label def\n/CMapType 2 def\n");
        text.append("1 begincodespacerange\n<00> <FF>\nendcodespacerange\n");
        List<Integer> told = IntStream.range(0, glyphs.size())
                .filter(code -> glyphs.get(code).codePoint() != 0)
                .boxed()
                .toList();
        for (int from = 0; from < told.size(); from += MOST) {
            List<Integer> codes = told.subList(from, Math.min(told.size(), from + MOST));
            text.append(codes.size()).append(" beginbfchar\n");
            for (int code : codes) {
                byte[] character =
                        Character.toString(glyphs.get(code).codePoint()).getBytes(StandardCharsets.UTF_16BE);
                text.append('<').append(HexFormat.of().toHexDigits((byte) code)).append("> <");
                text.append(HexFormat.of().formatHex(character)).append(">\n");
            }
            text.append("endbfchar\n");
        }
        text.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
