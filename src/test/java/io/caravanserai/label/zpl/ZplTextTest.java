package io.caravanserai.label.zpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.raster.Bitmap;
import org.junit.jupiter.api.Test;

/** Text: characters, places, turns and paragraphs. Letters are looked at by where their ink is. */
class ZplTextTest {
    private static Bitmap label(String fields) {
        return Zpl.read("^XA^PW400^LL400" + fields + "^XZ").labels().get(0).picture();
    }

    /** First and last column, first and last row with ink. */
    private static int[] ink(Bitmap picture) {
        int[] ink = {picture.width(), -1, picture.height(), -1};
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (picture.isBlack(x, y)) {
                    ink = new int[] {Math.min(ink[0], x), Math.max(ink[1], x), Math.min(ink[2], y), Math.max(ink[3], y)
                    };
                }
            }
        }
        return ink;
    }

    @Test
    void readsCharacterSetsAndEscapes() {
        Bitmap expected = label("^CI28^FO10,10^A0N,60,60^FDK\u00c3\u00b6ln^FS");
        assertThat(label("^CI28^FO10,10^A0N,60,60^FH^FDK_C3_B6ln^FS")).isEqualTo(expected);
        assertThat(label("^CI28^FO10,10^A0N,60,60^FH\\^FDK\\C3\\b6ln^FS")).isEqualTo(expected);
        assertThat(label("^CI27^FO10,10^A0N,60,60^FDK\u00f6ln^FS")).isEqualTo(expected);
        assertThat(label("^CI0^FO10,10^A0N,60,60^FH^FDK_94ln^FS")).isEqualTo(expected);
        assertThat(label("^CI28^FO10,10^A0N,60,60^FDK_C3_B6ln^FS")).isNotEqualTo(expected);
    }

    @Test
    void capitalsStandOnTheBaseline() {
        int[] ink = ink(label("^FT50,200^A0N,100,100^FDH^FS"));
        assertThat(ink[3]).isBetween(198, 200);
        assertThat(200 - ink[2]).as("height of a capital").isBetween(68, 80);
        int[] below = ink(label("^FO50,100^A0N,100,100^FDH^FS"));
        assertThat(below[2]).isBetween(100, 108);
    }

    @Test
    void turnsTextAboutItsPlace() {
        Bitmap upright = label("^FO0,0^A0N,40,40^FDTurn^FS");
        int[] ink = ink(upright);
        int[] right = ink(label("^FO0,0^A0R,40,40^FDTurn^FS"));
        assertThat(right[3] - right[2]).isEqualTo(ink[1] - ink[0]);
        assertThat(right[1] - right[0]).isEqualTo(ink[3] - ink[2]);
        int[] fromBaseline = ink(label("^FT200,200^A0R,40,40^FDH^FS"));
        assertThat(fromBaseline[0])
                .as("letters turned right stand to the right of the line")
                .isBetween(198, 202);
        assertThat(fromBaseline[2]).isGreaterThanOrEqualTo(200);
        int[] bottomUp = ink(label("^FT200,200^A0B,40,40^FDH^FS"));
        assertThat(bottomUp[1]).isBetween(198, 202);
        assertThat(bottomUp[3]).isLessThan(200);
        int[] upsideDown = ink(label("^FT200,200^A0I,40,40^FDH^FS"));
        assertThat(upsideDown[1]).isLessThanOrEqualTo(200);
        assertThat(upsideDown[2]).isBetween(198, 202);
        assertThat(label("^FWR^FO0,0^A0,40,40^FDTurn^FS")).isEqualTo(label("^FO0,0^A0R,40,40^FDTurn^FS"));
    }

    @Test
    void breaksParagraphsAndAlignsThem() {
        int[] left = ink(label("^FO0,0^A0N,30,30^FB400,3^FDone\\&two^FS"));
        assertThat(left[3]).isBetween(30, 60);
        int[] right = ink(label("^FO0,0^A0N,30,30^FB400,3,,R^FDone^FS"));
        assertThat(right[1]).isBetween(394, 400);
        int[] centre = ink(label("^FO0,0^A0N,30,30^FB400,3,,C^FDone^FS"));
        assertThat(centre[0] + centre[1]).isBetween(390, 410);
        int[] narrow = ink(label("^FO0,0^A0N,30,30^FB120,9^FDcaravans go round the world^FS"));
        assertThat(narrow[1]).isLessThan(135);
        assertThat(narrow[3]).isGreaterThan(60);
        int[] justified = ink(label("^FO0,0^A0N,30,30^FB300,9,,J^FDcaravans go round the whole wide world^FS"));
        assertThat(justified[1]).isBetween(290, 300);
    }

    @Test
    void bitmapFontsGrowByWholeFactors() {
        int[] small = ink(label("^FO0,0^AAN,9,5^FDHHHHHHHHHH^FS"));
        int[] large = ink(label("^FO0,0^AAN,20,12^FDHHHHHHHHHH^FS"));
        assertThat(small[1]).isBetween(52, 60);
        assertThat(large[1]).isBetween(108, 120);
        assertThat(label("^CFA,18^FO0,0^FDH^FS")).isEqualTo(label("^FO0,0^AAN,18,10^FDH^FS"));
    }
}
