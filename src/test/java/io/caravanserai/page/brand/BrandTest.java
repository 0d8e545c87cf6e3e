package io.caravanserai.page.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandTest {
    private static final Color DARK = Color.parse("#1b2027");

    @Property
    void whateverTheColourItsTextCanBeRead(
            @ForAll @IntRange(max = 255) int red,
            @ForAll @IntRange(max = 255) int green,
            @ForAll @IntRange(max = 255) int blue) {
        Color color = new Color(red, green, blue);

        assertThat(color.contrast(color.text())).isGreaterThanOrEqualTo(4.5);
        assertThat(color.readableOn(Color.WHITE).contrast(Color.WHITE)).isGreaterThanOrEqualTo(4.5);
        assertThat(color.readableOn(DARK).contrast(DARK)).isGreaterThanOrEqualTo(4.5);
        assertThat(Color.parse(color.css())).isEqualTo(color);
    }

    /** Ratios as published calculators of WCAG contrast give them. */
    @ParameterizedTest
    @CsvSource({"#000000, #ffffff, 21.0", "#777777, #ffffff, 4.48", "#0000ff, #ffffff, 8.59", "#ff0000, #ffffff, 4.0"})
    void contrastIsThatOfTheGuidelines(String one, String other, double ratio) {
        assertThat(Color.parse(one).contrast(Color.parse(other)))
                .isCloseTo(ratio, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        assertThat(Color.parse("#24506e").readableOn(Color.WHITE)).isEqualTo(Color.parse("#24506e"));
        assertThat(Color.parse("#ffee00").text()).isEqualTo(Color.BLACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b5fff", "#0b5ff", "red", "#0b5fff;}", "#ggffff", ""})
    void aColourIsWrittenInOneWay(String text) {
        assertThatThrownBy(() -> Color.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a colour is written like #0b5fff");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, 89504e470d0a1a0a00",
        "image/jpeg, ffd8ffe000",
        "image/gif, 47494638396100",
        "image/webp, 524946460000000057454250"
    })
    void aLogoIsWhatItsBytesSay(String type, String hex) {
        assertThat(Logo.of(java.util.HexFormat.of().parseHex(hex)).mediaType()).isEqualTo(type);
    }

    @Test
    void otherPicturesAndLargeOnesAreRefused() {
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[Logo.MAX_BYTES + 1];

        assertThatThrownBy(() -> Logo.of(svg)).hasMessageContaining("must be a PNG, JPEG, GIF or WebP file");
        assertThatThrownBy(() -> Logo.of(new byte[0])).hasMessageContaining("must be a PNG");
        assertThatThrownBy(() -> Logo.of(large)).hasMessageContaining("has 65537 bytes but may have 65536");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "javascript:alert(1)",
                "https:/x",
                "https://a@shop.example",
                "not a url",
                ""
            })
    void helpIsBehindHttpsAlone(String url) {
        assertThatThrownBy(() -> new Brand(Optional.empty(), Optional.empty(), Optional.of(url), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.support_url must be an address like https://");
    }
}
