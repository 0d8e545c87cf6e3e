package io.caravanserai.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.secret.SecretMask;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log as a JSON object with the names of the Elastic Common Schema. What a message names ({@code
 * carrier=bring}) is a field of its own, a number where it is one, and stands in the message no more. Secrets are masked
 * as in lines of text.
 */
final class JsonLine {
    /** A place of the message that a value takes, with its name where it has one. */
    private static final Pattern PLACE = Pattern.compile("(?:\\s*\\b(\\w+)=)?\\{}");

    /** ASCII alone, so that nothing steers the terminal of who looks at it. */
    private static final ObjectWriter WRITER = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private JsonLine() {}

    static byte[] of(ILoggingEvent event, String node) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("@timestamp", event.getInstant().toString());
        line.put("log.level", event.getLevel().toString());
        line.put("message", "");
        line.put("ecs.version", "8.11");
        line.put("service.name", "caravanserai");
        line.put("service.node.name", node);
        line.put("process.thread.name", event.getThreadName());
        line.put("log.logger", event.getLoggerName());
        line.put("message", message(event, line));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ShownThrowable shown = new ShownThrowable(thrown);
            line.put("error.type", shown.getClassName());
            line.put("error.message", shown.getMessage());
            line.put("error.stack_trace", ThrowableProxyUtil.asString(shown));
        }
        try {
            return (WRITER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of the message; values that have a name go into the line. */
    private static String message(ILoggingEvent event, ObjectNode line) {
        Object @Nullable [] values = event.getArgumentArray();
        String template = event.getMessage() == null ? "" : event.getMessage();
        if (values == null) {
            return masked(template);
        }
        StringBuilder words = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int next = 0;
        while (place.find() && next < values.length) {
            String name = place.group(1);
            Object value = values[next++];
            if (name == null || line.has(name)) {
                place.appendReplacement(
                        words, Matcher.quoteReplacement(place.group().replace("{}", String.valueOf(value))));
            } else {
                place.appendReplacement(words, "");
                put(line, name, value);
            }
        }
        place.appendTail(words);
        return masked(words.toString().strip());
    }

    private static void put(ObjectNode line, String name, @Nullable Object value) {
        if (value instanceof Long || value instanceof Integer) {
            line.put(name, ((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            line.put(name, flag);
        } else {
            line.put(name, text(value));
        }
    }

    private static String text(@Nullable Object value) {
        return masked(String.valueOf(value));
    }

    private static String masked(String text) {
        return SecretMask.ofProcess().mask(text);
    }
}
