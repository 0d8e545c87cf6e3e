package io.caravanserai.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.EdiTree;
import io.caravanserai.edi.MessagePlace;
import io.caravanserai.edi.MessageSchema;
import io.caravanserai.event.Form;
import io.caravanserai.event.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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
     * @throws IllegalArgumentException for X12 and EDIFACT, which {@link #segments} reads
     */
    public static Payload<?> parse(Format format, Layout layout, byte[] body, @Nullable Charset said)
            throws PayloadException {
        return switch (format) {
            case JSON -> json(body);
            case XML -> new Payload<>(XmlTree.INSTANCE, XmlTree.parse(body));
            case CSV -> new Payload<>(RowTree.INSTANCE, Tables.csv(text(body, layout, said), layout));
            case FIXED -> new Payload<>(RowTree.INSTANCE, Tables.fixed(text(body, layout, said), layout));
            case FORM -> form(text(body, layout, said), layout.charset());
            case X12, EDIFACT -> throw new IllegalArgumentException("EDI is read message by message");
        };
    }

    /**
     * This payload with the JSON in its texts unpacked.
     *
     * @throws PayloadException when such a text is not well-formed
     */
    public Payload<?> unpacked(List<Embedded> embedded) throws PayloadException {
        if (root instanceof JsonNode json) {
            for (Embedded one : embedded) {
                one.unpack(json);
            }
        }
        return this;
    }

    /** A tree over JSON nodes made elsewhere. */
    public static Payload<JsonNode> of(JsonNode root) {
        return new Payload<>(JsonTree.INSTANCE, root);
    }

    /**
     * Parses one X12 or EDIFACT message.
     *
     * @param interchange the message alone in an interchange, as the splitter cuts it
     * @param control its ST02 or UNH 0062
     * @param origin where in the carrier's file its ST or UNH stands
     * @param schemas finds the schema of a message by {@code x12/214} or {@code edifact/IFTSTA}
     * @throws PayloadException with segment and byte of the first fault, as they are in the carrier's file
     */
    public static Payload<Object> segments(
            byte[] interchange, String control, long origin, Function<String, @Nullable MessageSchema> schemas)
            throws PayloadException {
        try {
            EdiNode root = EdiTree.parse(interchange, schemas);
            EdiNode header = Stream.of("ST", "UNH")
                    .flatMap(tag -> root.children(tag).stream())
                    .findFirst()
                    .orElse(root);
            return new Payload<>(new SegmentTree(MessagePlace.of(header, control, origin)), root);
        } catch (EdiSyntaxException e) {
            String place = MessagePlace.find(interchange, control, origin)
                    .map(message -> message.of(e.fault()))
                    .orElse("byte " + origin);
            throw new PayloadException(place, e.fault().message());
        }
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

    /** A field that is there once is a value, one that is there more often a list. */
    private static Payload<JsonNode> form(String text, @Nullable Charset charset) throws PayloadException {
        try {
            ObjectNode fields = Json.mapper().createObjectNode();
            Form.parse(text, charset == null ? StandardCharsets.UTF_8 : charset)
                    .forEach((name, values) -> fields.set(
                            name,
                            values.size() == 1
                                    ? fields.textNode(values.get(0))
                                    : Json.mapper().valueToTree(values)));
            return of(fields);
        } catch (IllegalArgumentException e) {
            throw new PayloadException("line 1", "not a form: " + e.getMessage());
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
