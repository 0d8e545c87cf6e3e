package io.caravanserai.label.api;

import io.caravanserai.label.buy.LabelDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Documents as they stand in answers: Base64, or ZPL as plain text. What they are, their first bytes say. */
final class Documents {
    private Documents() {}

    /** Empty when the text is no document of a known kind. */
    static Optional<LabelDocument> decode(String text) {
        if (text.startsWith("^XA") || text.startsWith("~")) {
            return Optional.of(new LabelDocument("zpl", text.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return format(bytes).map(format -> new LabelDocument(format, bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> format(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        if (start.startsWith("%PDF-")) {
            return Optional.of("pdf");
        }
        if (start.startsWith("\u0089PNG\r\n")) {
            return Optional.of("png");
        }
        if (start.startsWith("GIF8")) {
            return Optional.of("gif");
        }
        if (start.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of("jpg");
        }
        return start.contains("^XA") ? Optional.of("zpl") : Optional.empty();
    }
}
