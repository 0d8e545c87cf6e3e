package io.caravanserai.label.zpl;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns what stands after {@code ^FD} into text: {@code ^FH} escapes, then the character set of {@code ^CI}. */
final class FieldData {
    private FieldData() {}

    /** The bytes of a field, one character each, with line breaks left out and escapes replaced. */
    static String bytes(String raw, int escape) {
        StringBuilder bytes = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int value = c == escape ? hex(raw, i + 1) : -1;
            if (value >= 0) {
                bytes.append((char) value);
                i += 2;
            } else if (c != '\r' && c != '\n') {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    private static int hex(String raw, int at) {
        if (at + 2 > raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(at), 16);
        int low = Character.digit(raw.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    static String text(String bytes, Charset charset) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /**
     * The character set of {@code ^CI}, or null for one that is not known here. 0 to 13 are code page 850 with a few
     * national letters, which are taken as they stand in 850.
     */
    static @Nullable Charset charset(int number) {
        if (number <= 13) {
            return known("IBM850", StandardCharsets.ISO_8859_1);
        }
        return switch (number) {
            case 27 -> known("windows-1252", StandardCharsets.ISO_8859_1);
            case 28 -> StandardCharsets.UTF_8;
            case 29 -> StandardCharsets.UTF_16BE;
            case 30 -> StandardCharsets.UTF_16LE;
            case 31 -> known("windows-1250", null);
            case 33 -> known("windows-1251", null);
            case 34 -> known("windows-1253", null);
            case 35 -> known("windows-1254", null);
            case 36 -> known("windows-1255", null);
            case 15 -> known("Shift_JIS", null);
            case 26 -> known("GB18030", null);
            default -> null;
        };
    }

    /** A small run time of Java may lack all but the basic sets. */
    private static @Nullable Charset known(String name, @Nullable Charset otherwise) {
        return Charset.isSupported(name) ? Charset.forName(name) : otherwise;
    }
}
