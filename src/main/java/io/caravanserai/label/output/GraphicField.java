package io.caravanserai.label.output;

import io.caravanserai.label.raster.Bitmap;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;

/**
 * Writes a picture as {@code ^GFA}: by repeat letters, which every printer reads, or as {@code :Z64:}, which those since
 * about 2002 do. Letters are those of the ZPL II Programming Guide, "Alternative Data Compression Scheme": a count before
 * a digit repeats it ({@code G} to {@code Y} 1 to 19, {@code g} to {@code z} 20 to 400), {@code ,} fills a row with white,
 * {@code :} repeats the row above. Its {@code !}, which fills a row with black, is not written: not all programs that
 * draw ZPL agree on it.
 */
public final class GraphicField {
    private GraphicField() {}

    /** Adds the whole command without {@code ^FS}, in the shorter of both ways. */
    public static void shortest(AsciiText to, Bitmap picture) {
        AsciiText letters = new AsciiText(picture.bits().length / 4 + 64);
        byLetters(letters, picture, 1);
        AsciiText packed = new AsciiText(picture.bits().length / 4 + 64);
        packed(packed, picture);
        to.add((packed.size() < letters.size() ? packed : letters).bytes());
    }

    /** Adds the whole command without {@code ^FS}, the picture deflated, in Base64, with its checksum. */
    public static void packed(AsciiText to, Bitmap picture) {
        byte[] text = Base64.getEncoder().encode(Deflated.of(picture.bits(), Deflater.BEST_COMPRESSION));
        head(to, picture, 1);
        to.add(":Z64:").add(text).add(String.format(":%04X", Crc16.of(text)));
    }

    /**
     * Adds the whole command without {@code ^FS}, by letters.
     *
     * @param repeat how often each row is written
     */
    public static void byLetters(AsciiText to, Bitmap picture, int repeat) {
        head(to, picture, repeat);
        letters(to, picture, repeat);
    }

    private static void head(AsciiText to, Bitmap picture, int repeat) {
        int bytes = picture.bits().length * repeat;
        to.add("^GFA,")
                .add(bytes)
                .add(',')
                .add(bytes)
                .add(',')
                .add(picture.stride())
                .add(',');
    }

    private static void letters(AsciiText to, Bitmap picture, int repeat) {
        byte[] bits = picture.bits();
        int stride = picture.stride();
        LetterRow letters = new LetterRow(stride);
        for (int row = 0; row < picture.height(); row++) {
            int start = row * stride;
            boolean asAbove = row > 0 && Arrays.equals(bits, start, start + stride, bits, start - stride, start);
            if (asAbove) {
                to.add(':');
            } else {
                letters.write(to, bits, start);
            }
            to.add(':', repeat - 1);
        }
    }
}
