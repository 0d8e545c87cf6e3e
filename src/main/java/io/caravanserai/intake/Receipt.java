package io.caravanserai.intake;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier is told when its message is durable.
 *
 * @param body the body, {@code {id}} in it stands for the id
 * @param contentType its media type, by which the id is escaped
 * @param id where in the call the id is that the receipt repeats; null when it repeats none
 */
record Receipt(String body, String contentType, @Nullable CallText id) {
    static final Receipt USUAL = new Receipt("{\"accepted\":true}", "application/json", null);

    /**
     * @throws BadInput when the call has no such id
     */
    HttpAnswer of(HttpCall call) throws BadInput {
        String text = body;
        if (id != null) {
            String value = id.text(call);
            if (value.isBlank()) {
                throw new BadInput("the id that the receipt repeats is missing", id.toString());
            }
            text = body.replace("{id}", Escaping.of(contentType).apply(value));
        }
        return new HttpAnswer(200, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }
}
