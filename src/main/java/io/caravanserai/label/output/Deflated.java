package io.caravanserai.label.output;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compression by zlib (RFC 1950). */
public final class Deflated {
    private Deflated() {}

    public static byte[] of(byte[] data, int level) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 8 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
