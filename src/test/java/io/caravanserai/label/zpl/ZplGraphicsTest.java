package io.caravanserai.label.zpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.output.AsciiText;
import io.caravanserai.label.output.GraphicField;
import io.caravanserai.label.raster.Bitmap;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Shapes and pictures, dot by dot. */
class ZplGraphicsTest {
    @Test
    void drawsBoxesWithTheirBorder() {
        assertThat(Zpl.small("^FO1,1^GB5,4,1^FS"))
                .hasToString("........\n.#####..\n.#...#..\n.#...#..\n.#####..\n........\n");
        assertThat(Zpl.small("^FO0,0^GB8,2,2^FS")).hasToString("########\n########\n" + "........\n".repeat(4));
    }

    @Test
    void drawsWhiteAndReversed() {
        assertThat(Zpl.small("^FO0,0^GB8,2,2^FS^FO2,0^GB2,2,2,W^FS"))
                .hasToString("##..####\n##..####\n" + "........\n".repeat(4));
        assertThat(Zpl.small("^FO0,0^GB4,2,2^FS^FO2,0^FR^GB4,2,2^FS"))
                .hasToString("##..##..\n##..##..\n" + "........\n".repeat(4));
    }

    @Test
    void placesFromTheHomeAndFromTheBaseline() {
        assertThat(Zpl.small("^LH2,1^FO1,1^GB2,2,2^FS")).isEqualTo(Zpl.small("^FO3,2^GB2,2,2^FS"));
        assertThat(Zpl.small("^FT3,4^GB2,2,2^FS")).isEqualTo(Zpl.small("^FO3,2^GB2,2,2^FS"));
    }

    @Test
    void turnsTheLabelUpsideDownAndMirrorsIt() {
        Bitmap upright = Zpl.small("^FO1,1^GB4,1,1^FS");
        assertThat(Zpl.small("^POI^FO1,1^GB4,1,1^FS")).isEqualTo(upright.turned(2));
        assertThat(Zpl.small("^PMY^FO1,1^GB4,1,1^FS")).isEqualTo(Zpl.small("^FO3,1^GB4,1,1^FS"));
    }

    @Test
    void drawsCirclesDiagonalsAndRoundedCorners() {
        Bitmap circle = Zpl.small("^FO0,0^GC6,6^FS");
        assertThat(circle).hasToString(".####...\n######..\n######..\n######..\n######..\n.####...\n");
        assertThat(Zpl.small("^FO0,0^GD4,4,1,B,L^FS"))
                .hasToString("#.......\n.#......\n..#.....\n...#....\n........\n........\n");
        assertThat(Zpl.small("^FO0,0^GD4,4,1,B,R^FS").isBlack(4, 0)).isTrue();
        assertThat(Zpl.small("^FO0,0^GB6,6,6,B,8^FS").isBlack(0, 0)).isFalse();
    }

    @Test
    void readsEachFormOfPicture() {
        String plain = "^FO0,0^GFA,6,6,1,FF8181 8181FF^FS";
        Bitmap frame = Zpl.small(plain);
        assertThat(frame).hasToString("########\n#......#\n#......#\n#......#\n#......#\n########\n");
        assertThat(Zpl.small("^FO0,0^GFA,6,6,1,!81:::!^FS")).isEqualTo(frame);
        assertThat(Zpl.small("^FO0,0^GFA,6,6,1,HF8181\n8181HF^FS")).isEqualTo(frame);
        assertThat(Zpl.small("^FO0,0^GFB,6,6,1,\u00ff\u0081\u0081\u0081\u0081\u00ff^FS"))
                .isEqualTo(frame);
        assertThat(Zpl.small("^FO0,0" + written(to -> GraphicField.packed(to, frame)) + "^FS"))
                .isEqualTo(frame);
        assertThat(Zpl.small("^FO0,0^GFA,6,6,1,:B64:/4GBgYH/:5413^FS")).isEqualTo(frame);
    }

    @Test
    void storedPicturesAreRecalledLarger() {
        ZplResult result = Zpl.read("~DGR:SPOT.GRF,2,1,C0C0^XA^PW8^LL6^FO1,1^XGR:SPOT.GRF,2,2^FS^XZ");
        assertThat(result.labels().get(0).picture()).isEqualTo(Zpl.small("^FO1,1^GB4,4,4^FS"));
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void binaryPicturesMayHoldPrefixes() {
        ZplResult result = Zpl.read("^XA^PW8^LL6^FO0,0^GFB,3,3,1,^~^^FS^FO0,5^GB8,1,1^FS^XZ");
        assertThat(result.notes()).isEmpty();
        assertThat(result.labels().get(0).picture())
                .hasToString(".#.####.\n.######.\n.#.####.\n........\n........\n########\n");
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @IntRange(min = 2, max = 900) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(max = 40) int boxes,
            @ForAll long seed) {
        Bitmap picture = new Bitmap(width, height);
        Random random = new Random(seed);
        for (int i = 0; i < boxes; i++) {
            picture.invert(random.nextInt(width), random.nextInt(height), random.nextInt(500), random.nextInt(10));
        }
        String head = "^XA^PW" + width + "^LL" + height + "^FO0,0";

        for (Consumer<AsciiText> way : List.<Consumer<AsciiText>>of(
                to -> GraphicField.byLetters(to, picture, 1),
                to -> GraphicField.packed(to, picture),
                to -> GraphicField.shortest(to, picture))) {
            assertThat(Zpl.read(head + written(way) + "^FS^XZ").labels().get(0).picture())
                    .isEqualTo(picture);
        }
    }

    private static String written(Consumer<AsciiText> way) {
        AsciiText text = new AsciiText(16);
        way.accept(text);
        return text.toString();
    }
}
