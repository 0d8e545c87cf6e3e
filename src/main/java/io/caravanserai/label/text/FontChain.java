package io.caravanserai.label.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of labels in the order in which they are asked for a character. The first come with the hub: DejaVu has
 * Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic and Lao, WenQuanYi Zen Hei has Chinese, Japanese and Korean.
 * The rest are the machine's. Each is loaded when it is first needed.
 */
public final class FontChain {
    private static final String DEJAVU = "/net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed";
    private static final String HAN = "/fonts/WenQuanZhengHei.ttf";
    private static final Map<Weight, List<String>> BUNDLED = Map.of(
            Weight.REGULAR, List.of(DEJAVU + ".ttf", HAN),
            Weight.BOLD, List.of(DEJAVU + "-Bold.ttf", HAN));

    /** Where Unicode's Latin letters end, most of what is on labels. */
    private static final int LATIN_END = 0x250;

    private final Map<String, LabelFont> loaded = new ConcurrentHashMap<>();
    /** The fonts of Latin letters, as soon as they are known. */
    private final AtomicReferenceArray<LabelFont> regularLatin = new AtomicReferenceArray<>(LATIN_END);

    private final AtomicReferenceArray<LabelFont> boldLatin = new AtomicReferenceArray<>(LATIN_END);
    private final InstalledFonts installed;

    /**
     * @param folder of further fonts; null for those of the machine
     */
    public FontChain(@Nullable Path folder) {
        this.installed = new InstalledFonts(folder);
    }

    /** The first font with the character; null when none has it. */
    @Nullable
    LabelFont of(int codePoint, Weight weight) {
        AtomicReferenceArray<LabelFont> known = weight == Weight.BOLD ? boldLatin : regularLatin;
        if (codePoint >= known.length()) {
            return first(codePoint, weight);
        }
        LabelFont font = known.get(codePoint);
        if (font == null) {
            font = first(codePoint, weight);
            known.set(codePoint, font);
        }
        return font;
    }

    @Nullable
    private LabelFont first(int codePoint, Weight weight) {
        for (String resource : BUNDLED.getOrDefault(weight, List.of())) {
            LabelFont font = loaded.computeIfAbsent(resource, name -> new LabelFont(FontFile.bundled(name)));
            if (font.has(codePoint)) {
                return font;
            }
        }
        return installed.of(codePoint).orElse(null);
    }
}
