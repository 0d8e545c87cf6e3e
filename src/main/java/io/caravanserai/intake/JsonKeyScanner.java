package io.caravanserai.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: every token is read, so that what is accepted is one well-formed document, but no tree is built. */
final class JsonKeyScanner implements KeyScanner {
    private static final JsonFactory FACTORY = Json.mapper().getFactory();

    private final String[][] pointers;
    /** For each pointer what looks into the JSON that stands there as a text, or null. */
    private final @Nullable JsonKeyScanner[] inner;

    JsonKeyScanner(List<String> paths) {
        this.pointers = new String[paths.size()][];
        this.inner = new @Nullable JsonKeyScanner[paths.size()];
        for (int i = 0; i < pointers.length; i++) {
            int hash = paths.get(i).indexOf('#');
            pointers[i] = pointer(hash < 0 ? paths.get(i) : paths.get(i).substring(0, hash));
            inner[i] = hash < 0 ? null : new JsonKeyScanner(List.of(paths.get(i).substring(hash + 1)));
        }
    }

    private static String[] pointer(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "keyPath '" + path + "' is no JSON pointer: it must start with /, as in /shipment/number");
        }
        String[] steps = path.substring(1).split("/", -1);
        for (int i = 0; i < steps.length; i++) {
            steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
        }
        return steps;
    }

    @Override
    public @Nullable String scan(byte[] body) throws BadInput {
        try (JsonParser parser = FACTORY.createParser(body)) {
            return scan(parser);
        } catch (IOException e) {
            // the bytes are in memory: this is about what the first of them say of their encoding
            throw new BadInput("not well-formed JSON: " + e.getMessage(), "line 1, column 1");
        }
    }

    private @Nullable String scan(JsonParser parser) throws BadInput {
        String key = null;
        int best = pointers.length;
        int depth = 0;
        try {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token.isScalarValue()) {
                    int match = match(parser, token, depth, best);
                    String value = match < best ? value(parser, inner[match]) : null;
                    if (value != null) {
                        best = match;
                        key = value;
                    }
                }
                token = parser.nextToken();
                if (depth == 0 && token != null) {
                    throw new BadInput("more follows after the end of the document", at(parser.currentTokenLocation()));
                }
            }
            return key == null || key.isBlank() ? null : key;
        } catch (StreamConstraintsException e) {
            String limit = depth >= Json.MAX_DEPTH
                    ? "nested deeper than " + Json.MAX_DEPTH + " levels"
                    : "a name, number or text in it is longer than the hub reads";
            throw new BadInput(limit, at(parser.currentLocation()));
        } catch (JsonProcessingException e) {
            throw new BadInput("not well-formed JSON: " + e.getOriginalMessage(), at(e.getLocation()));
        } catch (IOException e) {
            throw new BadInput("not well-formed JSON: " + e.getMessage(), at(parser.currentLocation()));
        }
    }

    private static @Nullable String value(JsonParser parser, @Nullable JsonKeyScanner inner)
            throws IOException, BadInput {
        if (inner == null) {
            return parser.getText();
        }
        try {
            return inner.scan(parser.getText().getBytes(StandardCharsets.UTF_8));
        } catch (BadInput bad) {
            String outside = at(parser.currentTokenLocation());
            throw new BadInput("in the text there, at " + bad.place() + ": " + bad.reason(), outside);
        }
    }

    /** Index of the first pointer below {@code best} that leads to the current value, else {@code best}. */
    private int match(JsonParser parser, JsonToken token, int depth, int best) {
        for (int i = 0; i < best; i++) {
            if (pointers[i].length == depth
                    && token != JsonToken.VALUE_NULL
                    && leadsTo(pointers[i], parser.getParsingContext())) {
                return i;
            }
        }
        return best;
    }

    private static boolean leadsTo(String[] pointer, JsonStreamContext innermost) {
        JsonStreamContext context = innermost;
        for (int i = pointer.length - 1; i >= 0; i--) {
            String step = pointer[i];
            boolean fits = context.inObject()
                    ? step.equals(context.getCurrentName())
                    : step.equals("*") || step.equals(Integer.toString(context.getCurrentIndex()));
            if (!fits) {
                return false;
            }
            context = context.getParent();
        }
        return true;
    }

    private static String at(com.fasterxml.jackson.core.@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
