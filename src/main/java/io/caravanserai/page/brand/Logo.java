package io.caravanserai.page.brand;

import java.nio.charset.StandardCharsets;

/**
 * A picture for the top of the page.
 *
 * @param bytes a PNG, JPEG, GIF or WebP file of at most {@link #MAX_BYTES}
 * @param mediaType what the bytes say they are, whatever a file's name says
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are passed on, never compared
public record Logo(byte[] bytes, String mediaType) {
    /** 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    /**
     * @throws IllegalArgumentException when the bytes are too many or none of these formats; SVG is none, since it may
     *     hold scripts
     */
    public static Logo of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the logo has " + bytes.length + " bytes but may have " + MAX_BYTES + ": make it smaller");
        }
        return new Logo(bytes, mediaType(bytes));
    }

    private static String mediaType(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return "image/gif";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        throw new IllegalArgumentException("the logo must be a PNG, JPEG, GIF or WebP file");
    }
}
