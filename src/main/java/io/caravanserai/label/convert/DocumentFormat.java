package io.caravanserai.label.convert;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a label may be written in. */
public enum DocumentFormat {
    PDF("pdf", true),
    PNG("png", true),
    JPG("jpg", true),
    ZPL("zpl", true),
    /** Read only: carriers send it, nobody asks for it. */
    GIF("gif", false);

    private static final int HEAD = 1024;

    private final String extension;
    private final boolean written;

    DocumentFormat(String extension, boolean written) {
        this.extension = extension;
        this.written = written;
    }

    public String extension() {
        return extension;
    }

    /** Whether labels are converted to it, too. */
    public boolean isWritten() {
        return written;
    }

    /** The format that a file name ends with; {@code jpeg}, {@code txt} and {@code prn} are known, too. */
    public static Optional<DocumentFormat> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "pdf" -> Optional.of(PDF);
            case "png" -> Optional.of(PNG);
            case "jpg", "jpeg" -> Optional.of(JPG);
            case "gif" -> Optional.of(GIF);
            case "zpl", "zpl2", "zpl200", "zpl300", "prn", "txt" -> Optional.of(ZPL);
            default -> Optional.empty();
        };
    }

    /** The format that a document's first bytes show. */
    public static Optional<DocumentFormat> detect(byte[] document) {
        String head = new String(document, 0, Math.min(HEAD, document.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return Optional.of(PNG);
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPG);
        }
        if (head.startsWith("GIF8")) {
            return Optional.of(GIF);
        }
        if (head.contains("%PDF-")) {
            return Optional.of(PDF);
        }
        return head.toUpperCase(Locale.ROOT).contains("^XA") || head.contains("~DG") || head.contains("^CC")
                ? Optional.of(ZPL)
                : Optional.empty();
    }
}
