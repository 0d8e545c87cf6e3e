package io.caravanserai.label.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each way of drawing is held to its definition dot by dot, at and across all edges. */
class BitmapTest {
    @Property(tries = 500)
    void rectanglesChangeTheirDotsOnly(
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = -20, max = 45) int x,
            @ForAll @IntRange(min = -5, max = 15) int y,
            @ForAll @IntRange(max = 60) int w,
            @ForAll @IntRange(max = 20) int h,
            @ForAll long seed) {
        BiPredicate<Integer, Integer> inside = (dx, dy) -> dx >= x && dx < x + w && dy >= y && dy < y + h;
        Bitmap before = noise(width, height, seed);

        Bitmap filled = copy(before);
        filled.fill(x, y, w, h);
        Bitmap cleared = copy(before);
        cleared.clear(x, y, w, h);
        Bitmap inverted = copy(before);
        inverted.invert(x, y, w, h);

        assertThat(filled).isEqualTo(made(width, height, (dx, dy) -> before.isBlack(dx, dy) || inside.test(dx, dy)));
        assertThat(cleared).isEqualTo(made(width, height, (dx, dy) -> before.isBlack(dx, dy) && !inside.test(dx, dy)));
        assertThat(inverted).isEqualTo(made(width, height, (dx, dy) -> before.isBlack(dx, dy) != inside.test(dx, dy)));
    }

    @Property(tries = 500)
    void picturesAreDrawnWhereverTheyOverlap(
            @ForAll @IntRange(min = 1, max = 100) int width,
            @ForAll @IntRange(min = 1, max = 70) int otherWidth,
            @ForAll @IntRange(min = -75, max = 105) int x,
            @ForAll @IntRange(min = -8, max = 12) int y,
            @ForAll long seed) {
        Bitmap before = noise(width, 9, seed);
        Bitmap other = noise(otherWidth, 6, seed + 1);

        Bitmap drawn = copy(before);
        drawn.draw(other, x, y);
        Bitmap inverted = copy(before);
        inverted.drawInverted(other, x, y);

        assertThat(drawn)
                .isEqualTo(made(width, 9, (dx, dy) -> before.isBlack(dx, dy) || other.isBlack(dx - x, dy - y)));
        assertThat(inverted)
                .isEqualTo(made(width, 9, (dx, dy) -> before.isBlack(dx, dy) != other.isBlack(dx - x, dy - y)));
    }

    @Property(tries = 200)
    void fourQuarterTurnsAndTwoHalvesLeaveAPictureAsItIs(
            @ForAll @IntRange(min = 1, max = 20) int width, @ForAll long seed) {
        Bitmap picture = noise(width, 7, seed);

        assertThat(picture.turned(1).turned(1)).isEqualTo(picture.turned(2));
        assertThat(picture.turned(1).turned(-1)).isEqualTo(picture);
        assertThat(picture.turned(3).turned(1)).isEqualTo(picture);
        assertThat(picture.turned(4)).isEqualTo(picture);
    }

    @Test
    void turnsClockwise() {
        Bitmap picture = new Bitmap(3, 2);
        picture.set(0, 0);
        picture.set(2, 1);

        assertThat(picture.turned(1)).hasToString(".#\n..\n#.\n");
        assertThat(picture.turned(1).blackDots()).isEqualTo(2);
    }

    @Test
    void scalesDotsToBlocks() {
        Bitmap picture = new Bitmap(3, 1);
        picture.set(0, 0);
        picture.set(2, 0);

        assertThat(picture.scaled(2, 3)).hasToString("##..##\n".repeat(3));
    }

    @Test
    void aPictureHasDots() {
        assertThatThrownBy(() -> new Bitmap(0, 5)).hasMessageContaining("0 by 5 dots");
    }

    private static Bitmap noise(int width, int height, long seed) {
        Random random = new Random(seed);
        return made(width, height, (x, y) -> random.nextBoolean());
    }

    private static Bitmap copy(Bitmap picture) {
        return made(picture.width(), picture.height(), picture::isBlack);
    }

    private static Bitmap made(int width, int height, BiPredicate<Integer, Integer> black) {
        Bitmap picture = new Bitmap(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (black.test(x, y)) {
                    picture.set(x, y);
                }
            }
        }
        return picture;
    }
}
