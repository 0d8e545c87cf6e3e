package io.caravanserai.logging;

import io.caravanserai.secret.SecretMask;
import java.util.Set;

/**
 * Text as it may stand in a line of the log: without the hub's secrets, and with everything written as an escape that
 * would end the line, steer a terminal or turn the direction of reading.
 */
final class LogText {
    /** Unicode general categories Cc, Cf, Zl, Zp and Cs (a half of a pair alone). */
    private static final Set<Byte> ESCAPED = Set.of(
            Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE);

    private LogText() {}

    static String of(String text) {
        String masked = SecretMask.ofProcess().mask(text);
        return masked.codePoints().anyMatch(LogText::isEscaped) ? escaped(masked) : masked;
    }

    private static boolean isEscaped(int character) {
        return ESCAPED.contains((byte) Character.getType(character));
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isEscaped(character)) {
                line.append(escape(character));
            } else {
                line.appendCodePoint(character);
            }
        });
        return line.toString();
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.toString(character)
                        .chars()
                        .mapToObj("\\u%04x"::formatted)
                        .reduce("", String::concat);
        };
    }
}
