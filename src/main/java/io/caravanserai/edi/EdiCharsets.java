package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Character sets of EDIFACT syntax identifiers (ISO 9735-1, code list 0001) and checks of bytes against them. */
final class EdiCharsets {
    private static final Map<String, Charset> BY_SYNTAX_ID = Map.ofEntries(
            Map.entry("UNOA", US_ASCII),
            Map.entry("UNOB", US_ASCII),
            Map.entry("UNOC", ISO_8859_1),
            Map.entry("UNOD", Charset.forName("ISO-8859-2")),
            Map.entry("UNOE", Charset.forName("ISO-8859-5")),
            Map.entry("UNOF", Charset.forName("ISO-8859-7")),
            Map.entry("UNOG", Charset.forName("ISO-8859-3")),
            Map.entry("UNOH", Charset.forName("ISO-8859-4")),
            Map.entry("UNOI", Charset.forName("ISO-8859-6")),
            Map.entry("UNOJ", Charset.forName("ISO-8859-8")),
            Map.entry("UNOK", Charset.forName("ISO-8859-9")),
            Map.entry("UNOL", Charset.forName("ISO-8859-15")),
            Map.entry("UNOW", UTF_8),
            Map.entry("UNOX", Charset.forName("ISO-2022-JP")),
            Map.entry("UNOY", UTF_8),
            Map.entry("KECA", Charset.forName("EUC-KR")));

    private EdiCharsets() {}

    /** The character set of a syntax identifier; ASCII for one unknown, so that any other byte becomes a fault. */
    static Charset of(String syntaxId) {
        return BY_SYNTAX_ID.getOrDefault(syntaxId, US_ASCII);
    }

    /** What is wrong with a byte that is no text in the set of this syntax identifier, and what to do. */
    static String objection(byte value, String syntaxId) {
        Charset known = BY_SYNTAX_ID.get(syntaxId);
        String hex = String.format("0x%02X", value);
        return known == null
                ? syntaxId + " is no syntax identifier known here, so all must be ASCII, which byte " + hex
                        + " is not; ask the sender to declare UNOA to UNOL, UNOW, UNOX or UNOY"
                : "byte " + hex + " is no text in " + syntaxId + " (" + known.name()
                        + "); ask the sender to declare the character set it uses";
    }

    /** Whether one byte by itself is text in a single-byte set; C1 controls betray another set and are not text. */
    static boolean isText(Charset charset, int value) {
        if (value < 0x80) {
            return (value >= ' ' && value < 0x7f) || value == '\t' || value == '\r' || value == '\n';
        }
        String text = decode(charset, new byte[] {(byte) value}, 0, 1);
        return text != null && !text.isEmpty() && !Character.isISOControl(text.charAt(0));
    }

    /** The text of bytes that are whole characters; null when they are not. */
    private static @Nullable String decode(Charset charset, byte[] data, int from, int to) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(data, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Whether these bytes are whole characters. */
    static boolean areText(Charset charset, byte[] data, int from, int to) {
        return decode(charset, data, from, to) != null;
    }

    /** Length of the character at {@code i}, whose byte is above 0x7F; 0 when cut off by {@code to}, -1 when none. */
    static int multibyteLength(Charset charset, byte[] data, int i, int to) {
        if (charset.equals(UTF_8)) {
            return utf8Length(data, i, to);
        }
        return i + 2 > to ? 0 : areText(charset, data, i, i + 2) ? 2 : -1;
    }

    /** Whether characters above 0x7F take several bytes: UTF-8, or pairs as in EUC-KR. */
    static boolean isMultibyte(Charset charset) {
        return charset.equals(UTF_8) || charset.name().equals("EUC-KR");
    }

    /** Length of the well-formed UTF-8 sequence at {@code i}; 0 when cut off by {@code to}, -1 when malformed. */
    static int utf8Length(byte[] data, int i, int to) {
        int lead = data[i] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xc2 ? -1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : -1;
        for (int k = 1; k < length; k++) {
            if (i + k >= to) {
                return 0;
            }
            int next = data[i + k] & 0xff;
            if ((next & 0xc0) != 0x80 || (k == 1 && !isSecond(lead, next))) {
                return -1;
            }
        }
        return length;
    }

    /** Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private static boolean isSecond(int lead, int next) {
        return switch (lead) {
            case 0xe0 -> next >= 0xa0;
            case 0xed -> next < 0xa0;
            case 0xf0 -> next >= 0x90;
            case 0xf4 -> next < 0x90;
            default -> true;
        };
    }

    /** Whether all bytes form UTF-8. */
    static boolean isUtf8(byte[] data, int from, int to) {
        for (int i = from; i < to; ) {
            int length = utf8Length(data, i, to);
            if (length <= 0) {
                return false;
            }
            i += length;
        }
        return true;
    }
}
