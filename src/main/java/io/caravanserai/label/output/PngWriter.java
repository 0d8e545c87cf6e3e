package io.caravanserai.label.output;

import io.caravanserai.label.raster.Bitmap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG of one bit a dot (ISO/IEC 15948). Rows are not filtered: of black and white the difference from the row above
 * packs worse than the row itself, which is found again when it is the same.
 */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte NOT_FILTERED = 0;

    private PngWriter() {}

    /**
     * The file.
     *
     * @param dpi dots an inch on paper
     */
    public static byte[] write(Bitmap picture, int dpi) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(picture.width()).putInt(picture.height());
        chunk(out, "IHDR", header.put(8, (byte) 1).array());
        int dotsPerMetre = (int) Math.round(dpi / 0.0254);
        chunk(
                out,
                "pHYs",
                ByteBuffer.allocate(9)
                        .putInt(dotsPerMetre)
                        .putInt(dotsPerMetre)
                        .put((byte) 1)
                        .array());
        chunk(out, "IDAT", Deflated.withoutShortMatches(rows(picture), Deflater.BEST_SPEED));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Each row behind the byte that says how it is filtered; PNG's 1 is white. */
    private static byte[] rows(Bitmap picture) {
        int stride = picture.stride();
        byte[] rows = new byte[(stride + 1) * picture.height()];
        byte[] bits = picture.bits();
        for (int row = 0; row < picture.height(); row++) {
            int to = row * (stride + 1);
            rows[to] = NOT_FILTERED;
            for (int i = 0; i < stride; i++) {
                rows[to + 1 + i] = (byte) ~bits[row * stride + i];
            }
        }
        return rows;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
