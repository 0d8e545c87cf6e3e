package io.caravanserai.label.gs1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text of any script within the 82 characters that GS1 encodes: UTF-8, percent-encoded where a byte is not one of them
 * (RFC 3986, section 2.1), a space as {@code +}. So the fields of AI 4300 to 4306, 4310 to 4316 and 4320 are written:
 * GS1 General Specifications, section 3.9, and the implementation guideline Encoding Transport Process Information,
 * section 10.
 */
final class PercentText {
    /** Characters that stand for themselves; {@code %} and {@code +} have a meaning of their own. */
    private static final String PLAIN =
            "!\"&'()*,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentText() {}

    /** At most so many characters of the encoded text; what comes too much is left out, never half a character. */
    static String encode(String text, int most) {
        StringBuilder encoded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            String one = encode(character);
            if (encoded.length() + one.length() > most) {
                break;
            }
            encoded.append(one);
            at += Character.charCount(character);
        }
        return encoded.toString();
    }

    private static String encode(int character) {
        if (character == ' ') {
            return "+";
        }
        if (PLAIN.indexOf(character) >= 0) {
            return Character.toString(character);
        }
        StringBuilder encoded = new StringBuilder();
        for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(HEX.toHexDigits(each));
        }
        return encoded.toString();
    }
}
