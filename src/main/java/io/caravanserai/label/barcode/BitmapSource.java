package io.caravanserai.label.barcode;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;
import io.caravanserai.label.raster.Bitmap;
import org.jspecify.annotations.Nullable;

/** Gives ZXing a picture that is black and white already. */
final class BitmapSource extends Binarizer {
    private final BitMatrix matrix;

    private BitmapSource(BitMatrix matrix) {
        super(new Unused(matrix.getWidth(), matrix.getHeight()));
        this.matrix = matrix;
    }

    static BinaryBitmap of(Bitmap picture) {
        return new BinaryBitmap(new BitmapSource(matrix(picture)));
    }

    static BitMatrix matrix(Bitmap picture) {
        BitMatrix matrix = new BitMatrix(picture.width(), picture.height());
        BitArray row = new BitArray(picture.width());
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x += 32) {
                row.setBulk(x, thirtyTwo(picture, x / 8, y));
            }
            matrix.setRow(y, row);
        }
        return matrix;
    }

    /** Dots of a row from a byte on, the leftmost in the lowest bit as ZXing keeps them. */
    private static int thirtyTwo(Bitmap picture, int from, int y) {
        int dots = 0;
        for (int at = from; at < from + 4; at++) {
            int eight = at < picture.stride() ? picture.bits()[y * picture.stride() + at] & 0xff : 0;
            dots = dots << 8 | eight;
        }
        return Integer.reverse(dots);
    }

    @Override
    public BitArray getBlackRow(int y, @Nullable BitArray row) {
        return matrix.getRow(y, row);
    }

    @Override
    public BitMatrix getBlackMatrix() {
        return matrix;
    }

    @Override
    public Binarizer createBinarizer(LuminanceSource source) {
        throw new UnsupportedOperationException("a black and white picture has no other luminance");
    }

    /** Tells width and height, which is all that is asked of it. */
    private static final class Unused extends LuminanceSource {
        Unused(int width, int height) {
            super(width, height);
        }

        @Override
        public byte[] getRow(int y, byte @Nullable [] row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] getMatrix() {
            throw new UnsupportedOperationException();
        }
    }
}
