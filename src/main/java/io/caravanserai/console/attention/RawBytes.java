package io.caravanserai.console.attention;

import io.caravanserai.console.Plain;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.html.Html;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The raw bytes of a dead letter as people read them: as text, or what is no text by its numbers. */
record RawBytes(DeadLetterSource.Detail letter) {
    private static final int SHOWN = 8 * 1024;
    private static final int NUMBERS = 512;

    Html html() {
        byte[] content = letter.content();
        int length = Math.min(content.length, SHOWN);
        Html html = new Html().element("pre", text(content, length), "tabindex", "0", "aria-label", "Raw payload");
        if (letter.summary().size() > length) {
            html.element(
                    "p",
                    "The first " + Plain.size(length) + " of "
                            + Plain.size(letter.summary().size()) + ".",
                    "class",
                    "soft");
        }
        return html;
    }

    private static String text(byte[] content, int length) {
        try {
            return lines(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, 0, whole(content, length)))
                    .toString());
        } catch (CharacterCodingException e) {
            StringBuilder numbers = new StringBuilder();
            for (int i = 0; i < Math.min(length, NUMBERS); i++) {
                numbers.append(String.format("%02x", content[i])).append(i % 16 == 15 ? "\n" : " ");
            }
            return numbers.toString();
        }
    }

    /** Not in the middle of a letter of several bytes. */
    private static int whole(byte[] content, int length) {
        int end = length;
        while (end > 0 && end < content.length && (content[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    /** EDI ends its segments without a line. */
    private static String lines(String text) {
        return text.startsWith("UN") || text.startsWith("ISA")
                ? text.replaceAll("(?<!\\?)(['~])(?!\\R)", "$1\n")
                : text;
    }
}
