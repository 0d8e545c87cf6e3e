package io.caravanserai.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The syntaxes a document may be in. */
public enum Format {
    JSON,
    XML,
    CSV,
    FIXED,
    FORM,
    X12,
    EDIFACT;

    /** Names as written in mappings. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(Format::label).toList();

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> named(String name) {
        return Arrays.stream(values()).filter(f -> f.label().equals(name)).findFirst();
    }

    /** Whether bytes that look like {@code detected} may be read as this format: rows and forms may begin with anything. */
    public boolean accepts(Format detected) {
        return this == detected || ((this == CSV || this == FIXED || this == FORM) && detected == CSV);
    }

    /** The syntax that the first characters show; text without a sign of another one is {@link #CSV}. */
    public static Format detect(byte[] body) {
        int start = 0;
        while (start < body.length && (body[start] <= ' ' || isBom(body, start))) {
            start += isBom(body, start) ? 3 : 1;
        }
        String head = new String(body, start, Math.min(8, body.length - start), StandardCharsets.ISO_8859_1);
        if (head.startsWith("{") || head.startsWith("[")) {
            return JSON;
        }
        if (head.startsWith("<")) {
            return XML;
        }
        if (head.startsWith("UNA") || head.startsWith("UNB") || head.startsWith("UNH")) {
            return EDIFACT;
        }
        return head.startsWith("ISA") ? X12 : CSV;
    }

    /** The charset that text without a declaration is shown in: UTF-8 when it is that, else Latin-1, which all bytes are. */
    public static Charset charset(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static boolean isBom(byte[] body, int at) {
        return at + 2 < body.length
                && (body[at] & 0xFF) == 0xEF
                && (body[at + 1] & 0xFF) == 0xBB
                && (body[at + 2] & 0xFF) == 0xBF;
    }
}
