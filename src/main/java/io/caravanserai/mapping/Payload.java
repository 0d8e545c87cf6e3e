package io.caravanserai.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A payload parsed into a tree.
 *
 * @param <N> node of its format
 */
public record Payload<N>(Tree<N> tree, N root) {

    /**
     * Parses bytes as the given format.
     *
     * @param said charset the transport named, or null; a mapping's own charset is stronger
     * @throws PayloadException with the place of the first fault
     */
    public static Payload<?> parse(Format format, Layout layout, byte[] body, @Nullable Charset said)
            throws PayloadException {
        return switch (format) {
            case JSON -> json(body);
            case XML -> new Payload<>(XmlTree.INSTANCE, XmlTree.parse(body));
            case CSV -> new Payload<>(RowTree.INSTANCE, Tables.csv(text(body, layout, said), layout));
            case FIXED -> new Payload<>(RowTree.INSTANCE, Tables.fixed(text(body, layout, said), layout));
            case X12, EDIFACT -> throw new PayloadException("offset 0", "EDI is not read yet");
        };
    }

    /** A tree over JSON nodes made elsewhere. */
    public static Payload<JsonNode> of(JsonNode root) {
        return new Payload<>(JsonTree.INSTANCE, root);
    }

    private static Payload<JsonNode> json(byte[] body) throws PayloadException {
        try {
            JsonNode root = Json.parse(body);
            if (root.isMissingNode()) {
                throw new PayloadException("line 1, column 1", "the payload is empty");
            }
            return of(root);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? "line 1"
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new PayloadException(place, "not well-formed JSON: " + e.getOriginalMessage());
        }
    }

    private static String text(byte[] body, Layout layout, @Nullable Charset said) throws PayloadException {
        Charset charset = layout.charset() != null ? layout.charset() : said != null ? said : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PayloadException(
                    "line " + lineOfFirstBadByte(body, charset),
                    "the text is not " + charset.name() + "; name its charset in the mapping (charset: ISO-8859-1)");
        }
    }

    private static long lineOfFirstBadByte(byte[] body, Charset charset) {
        String lenient = new String(body, charset);
        int bad = lenient.indexOf('\uFFFD');
        return 1
                + lenient.substring(0, Math.max(0, bad))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
