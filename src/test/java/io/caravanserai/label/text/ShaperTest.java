package io.caravanserai.label.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text becomes glyphs in visual order, whatever its script and whatever fonts the machine has. */
class ShaperTest {
    private final Shaper shaper = new Shaper(new FontChain(null));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Čeština, Ελληνικά, Русский, Հայերեն, ქართული",
                "עברית (ישראל) 12",
                "العربية، فارسی، اردو",
                "ລາວ",
                "日本語 简体中文 繁體中文 한국어"
            })
    void theFontsOfTheHubHaveMostScripts(String text) throws MissingGlyphException {
        ShapedText shaped = shaper.shape(text, Weight.BOLD);

        assertThat(shaped.glyphs()).isNotEmpty();
        assertThat(shaped.advance()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ภาษาไทย ខ្មែរ မြန်မာ አማርኛ", "हिन्दी বাংলা தமிழ் తెలుగు ગુજરાતી ਪੰਜਾਬੀ ಕನ್ನಡ മലയാളം සිංහල"})
    void theFontsOfTheMachineHaveTheOthers(String text) {
        ShapedText shaped = assumeDrawn(text);

        assertThat(shaped.glyphs()).hasSizeLessThanOrEqualTo(text.length());
        assertThat(shaped.advance()).isPositive();
    }

    /** WenQuanYi tells of these, and draws a box for the first, nothing for the others. */
    @ParameterizedTest
    @ValueSource(ints = {0x10000, 0x3095, 0x30a0})
    void whatAFontOnlyTellsOfIsMissing(int codePoint, @TempDir Path empty) {
        String text = Character.toString(codePoint);

        assertThatThrownBy(() -> new Shaper(new FontChain(empty)).shape(text, Weight.REGULAR))
                .isInstanceOf(MissingGlyphException.class)
                .hasMessageContaining(String.format("U+%04X", codePoint));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20547, 0x1d306, 0x1f600, 0x53e3, 0x25a1})
    void charactersBeyondSixteenBitsAndOfTheShapeOfABoxAreDrawn(int codePoint, @TempDir Path empty) throws Exception {
        ShapedText shaped = new Shaper(new FontChain(empty)).shape(Character.toString(codePoint), Weight.REGULAR);

        assertThat(shaped.glyphs()).hasSize(1);
        assertThat(shaped.inkWidth()).isPositive();
    }

    private ShapedText assumeDrawn(String text) {
        try {
            return shaper.shape(text, Weight.BOLD);
        } catch (MissingGlyphException e) {
            return abort(e.getMessage());
        }
    }

    @Test
    void aCharacterWithoutFontIsToldWithWhatToDo(@TempDir Path empty) {
        assertThatThrownBy(() -> new Shaper(new FontChain(empty)).shape("ไทย", Weight.REGULAR))
                .isInstanceOf(MissingGlyphException.class)
                .hasMessageContaining("U+0E44, THAI")
                .hasMessageContaining("hub.label.fonts-dir");
    }

    @Test
    void aFontOfTheOperatorsFolderIsTaken(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("broken.ttf"), "no font");
        try (InputStream dejaVu =
                FontChain.class.getResourceAsStream("/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf")) {
            Files.copy(dejaVu, folder.resolve("some.ttf"));
        }

        assertThat(new InstalledFonts(folder).of('\u2801')).isPresent();
        assertThat(new InstalledFonts(folder).of('\u0e44')).isEmpty();
    }

    @Test
    void arabicIsJoinedAndRunsFromRightToLeft() throws MissingGlyphException {
        ShapedText joined = shaper.shape("سلام", Weight.REGULAR);
        ShapedText apart = shaper.shape("س ل ا م", Weight.REGULAR);

        assertThat(joined.glyphs()).hasSize(3); // lam and alef are one
        assertThat(apart.glyphs()).hasSize(7);
        Glyph meem = apart.glyphs().get(0).glyph();
        Glyph seen = apart.glyphs().get(6).glyph();
        assertThat(joined.glyphs().get(0).glyph())
                .as("at the left stands what is read last")
                .isSameAs(meem);
        assertThat(joined.glyphs().get(2).glyph())
                .as("the first letter is joined to the next")
                .isNotSameAs(seen);
    }

    @Test
    void numbersWithinHebrewKeepTheirOrder() throws MissingGlyphException {
        List<Integer> codes = shaper.shape("אב 12 גד", Weight.REGULAR).glyphs().stream()
                .map(PlacedGlyph::codePoint)
                .filter(code -> code != 0)
                .toList();

        assertThat(codes).containsSubsequence((int) '1', (int) '2');
    }

    @Test
    void aDecomposedLetterIsDrawnAsTheComposedOne() throws MissingGlyphException {
        assertThat(shaper.shape("e\u0301", Weight.REGULAR).glyphs())
                .isEqualTo(shaper.shape("\u00e9", Weight.REGULAR).glyphs());
    }

    /** In a process of its own, whose font configuration is empty and whose home holds no list of fonts. */
    @Test
    void needsNoFontOfTheMachine(@TempDir Path folder) throws Exception {
        String text = "Zürich سلام 東京";
        Path none = Files.writeString(folder.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                NoSystemFonts.class.getName(),
                HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        command.environment().put("FONTCONFIG_FILE", none.toString());

        Process process = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("out"))
                .content()
                .contains("glyphs: " + shaper.shape(text, Weight.BOLD).glyphs().size());
    }
}
