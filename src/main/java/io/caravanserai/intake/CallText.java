package io.caravanserai.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text taken from a call, as routes write it: {@code body}, {@code header(X-Time)}, {@code query(pushid)},
 * {@code json(/payload)} (a JSON pointer, RFC 6901, into the body) and {@code 'text'}, one after the other. A part that
 * is missing or there twice makes the whole missing, so that half of what is signed never passes for all of it.
 */
final class CallText {
    private static final Pattern PART =
            Pattern.compile("\\s*(?:(body)(?![\\w(])|(header|query|json)\\(\\s*([^()]+?)\\s*\\)|'([^']*)')\\s*");

    private final String written;
    private final List<Part> parts;

    private CallText(String written, List<Part> parts) {
        this.written = written;
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {
        byte @Nullable [] of(HttpCall call);

        record Body() implements Part {
            @Override
            public byte[] of(HttpCall call) {
                return call.body();
            }
        }

        record Literal(String text) implements Part {
            @Override
            public byte[] of(HttpCall call) {
                return utf8(text);
            }
        }

        record Header(String name) implements Part {
            @Override
            public byte @Nullable [] of(HttpCall call) {
                return only(call.headers().getOrDefault(name, List.of()));
            }
        }

        record Query(String name) implements Part {
            @Override
            public byte @Nullable [] of(HttpCall call) {
                return only(call.query().getOrDefault(name, List.of()));
            }
        }

        record InJson(JsonPointer pointer) implements Part {
            @Override
            public byte @Nullable [] of(HttpCall call) {
                try {
                    JsonNode node = Json.parse(call.body()).at(pointer);
                    return node.isValueNode() && !node.isNull() ? utf8(node.asText()) : null;
                } catch (JsonProcessingException e) {
                    return null;
                }
            }
        }
    }

    /**
     * @throws IllegalArgumentException when the text is none of this form
     */
    static CallText parse(String written) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(written);
        int at = 0;
        while (at < written.length() && matcher.region(at, written.length()).lookingAt()) {
            parts.add(part(matcher));
            at = matcher.end();
        }
        if (at < written.length() || parts.isEmpty()) {
            throw new IllegalArgumentException("'" + written + "' cannot be read at character " + (at + 1)
                    + ": write body, header(Name), query(name), json(/pointer) or 'text', one after the other");
        }
        return new CallText(written.strip(), parts);
    }

    /** {@code header(name)}. */
    static CallText header(String name) {
        return new CallText("header " + name, List.of(new Part.Header(name.toLowerCase(Locale.ROOT))));
    }

    /** {@code query(name)}. */
    static CallText query(String name) {
        return new CallText("query parameter " + name, List.of(new Part.Query(name)));
    }

    private static Part part(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Part.Body();
        }
        if (matcher.group(4) != null) {
            return new Part.Literal(matcher.group(4));
        }
        String name = matcher.group(3);
        return switch (matcher.group(2)) {
            case "header" -> new Part.Header(name.toLowerCase(Locale.ROOT));
            case "query" -> new Part.Query(name);
            default -> new Part.InJson(JsonPointer.compile(name));
        };
    }

    /** The bytes, or null when a part is missing or there more than once. */
    byte @Nullable [] bytes(HttpCall call) {
        if (parts.size() == 1) {
            return parts.get(0).of(call);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Part part : parts) {
            byte[] bytes = part.of(call);
            if (bytes == null) {
                return null;
            }
            joined.writeBytes(bytes);
        }
        return joined.toByteArray();
    }

    /** The same as text; empty when a part is missing. */
    String text(HttpCall call) {
        byte[] bytes = bytes(call);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] only(List<String> values) {
        return values.size() == 1 ? utf8(values.get(0)) : null;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As it was written, for messages. */
    @Override
    public String toString() {
        return written;
    }
}
