package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG of one bit a dot with its density (ISO/IEC 15948, sections 11.2 and 11.3.5.3). */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final double INCHES_PER_METRE = 1 / 0.0254;

    private PngWriter() {}

    static byte[] write(Page page) {
        Bitmap picture = page.picture();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", data -> {
                data.writeInt(picture.width());
                data.writeInt(picture.height());
                // one bit, gray, deflated, filtered by row, not interlaced
                data.write(new byte[] {1, 0, 0, 0, 0});
            });
            int perMetre = (int) Math.round(page.dpi() * INCHES_PER_METRE);
            chunk(out, "pHYs", data -> {
                data.writeInt(perMetre);
                data.writeInt(perMetre);
                data.write(1);
            });
            chunk(out, "IDAT", data -> rows(picture, data));
            chunk(out, "IEND", data -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return file.toByteArray();
    }

    @FunctionalInterface
    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    private static void rows(Bitmap picture, DataOutputStream data) throws IOException {
        DeflaterOutputStream packed = new DeflaterOutputStream(data);
        byte[] row = new byte[picture.stride() + 1];
        for (int y = 0; y < picture.height(); y++) {
            for (int i = 1; i < row.length; i++) {
                row[i] = (byte) ~picture.bits()[y * picture.stride() + i - 1];
            }
            packed.write(row);
        }
        packed.finish();
    }

    private static void chunk(DataOutputStream out, String type, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.write(type.getBytes(StandardCharsets.US_ASCII));
        content.to(data);
        CRC32 crc = new CRC32();
        crc.update(bytes.toByteArray());
        out.writeInt(bytes.size() - 4);
        bytes.writeTo(out);
        out.writeInt((int) crc.getValue());
    }
}
