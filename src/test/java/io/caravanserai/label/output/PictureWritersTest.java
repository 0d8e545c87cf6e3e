package io.caravanserai.label.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.raster.Bitmap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Java's own readers see every dot of what is written, whatever the size. */
class PictureWritersTest {
    @Property(tries = 300)
    void dotsComeBack(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 100) int height,
            @ForAll @IntRange(max = 60) int boxes,
            @ForAll long seed)
            throws IOException {
        Bitmap picture = new Bitmap(width, height);
        Random random = new Random(seed);
        for (int i = 0; i < boxes; i++) {
            picture.invert(random.nextInt(width), random.nextInt(height), random.nextInt(40), random.nextInt(60));
        }

        assertThat(dots(PngWriter.write(picture, 203))).isEqualTo(picture);
        assertThat(dots(JpegWriter.write(picture, 203))).isEqualTo(picture);
    }

    @Property(tries = 30)
    void dotsOfNoiseComeBack(@ForAll long seed) throws IOException {
        Bitmap noise = new Bitmap(160, 160);
        new Random(seed).nextBytes(noise.bits());

        assertThat(dots(JpegWriter.write(noise, 300))).isEqualTo(noise);
    }

    @Property(tries = 100)
    void whatWasEncodedBeforeChangesNoByte(@ForAll @IntRange(min = 1, max = 120) int width, @ForAll long seed) {
        Bitmap picture = new Bitmap(width, 90);
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            picture.invert(random.nextInt(width), random.nextInt(90), random.nextInt(30), random.nextInt(30));
        }
        BlockCache shared = new BlockCache(12);

        byte[] cold = JpegWriter.write(picture, 203, shared);
        byte[] warm = JpegWriter.write(picture, 203, shared);
        byte[] almostWithout = JpegWriter.write(picture, 203, new BlockCache(1));

        assertThat(warm).isEqualTo(cold);
        assertThat(almostWithout).isEqualTo(cold);
    }

    /** Here bytes of all ones stand among the last, each with a zero behind it: there must be room for them. */
    @Example
    void aFileMayEndInOnes() {
        whatWasEncodedBeforeChangesNoByte(59, -1754);
    }

    private static Bitmap dots(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        Bitmap picture = new Bitmap(image.getWidth(), image.getHeight());
        // as they stand in the file: getRGB would take grey for linear and lighten it
        double white = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRaster().getSample(x, y, 0) / white < 0.5) {
                    picture.set(x, y);
                }
            }
        }
        return picture;
    }
}
