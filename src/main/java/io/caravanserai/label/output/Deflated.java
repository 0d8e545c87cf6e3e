package io.caravanserai.label.output;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compression by zlib (RFC 1950). */
public final class Deflated {
    private Deflated() {}

    public static byte[] of(byte[] data, int level) {
        return of(data, level, Deflater.DEFAULT_STRATEGY);
    }

    /** Takes only what is found again over more than five bytes: quicker and smaller for pictures of black and white. */
    static byte[] withoutShortMatches(byte[] data, int level) {
        return of(data, level, Deflater.FILTERED);
    }

    private static byte[] of(byte[] data, int level, int strategy) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setStrategy(strategy);
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
