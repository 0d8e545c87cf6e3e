package io.caravanserai.label.barcode;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import io.caravanserai.label.raster.Bitmap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for barcodes on a picture of which nothing is known. */
public final class BarcodeScan {
    private BarcodeScan() {}

    /** What the barcodes that are found tell, those that stand upright first; not each is found. */
    public static List<String> texts(Bitmap picture) {
        return Stream.of(picture, picture.turned(1))
                .flatMap(each -> upright(each).stream())
                .distinct()
                .toList();
    }

    private static List<String> upright(Bitmap picture) {
        try {
            Result[] found = new GenericMultipleBarcodeReader(new MultiFormatReader())
                    .decodeMultiple(
                            new BinaryBitmap(new GlobalHistogramBinarizer(gray(picture))),
                            Map.of(DecodeHintType.TRY_HARDER, true));
            return Arrays.stream(found).map(Result::getText).toList();
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    /** A byte a dot, as the reader cuts its way through the picture. */
    private static LuminanceSource gray(Bitmap picture) {
        int width = picture.width();
        int height = picture.height();
        byte[] gray = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                gray[y * width + x] = (byte) (picture.isBlack(x, y) ? 0 : 255);
            }
        }
        return new PlanarYUVLuminanceSource(gray, width, height, 0, 0, width, height, false);
    }
}
