package io.caravanserai.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI file of the public port. Callers get it as it was written, and bodies are checked by the very schemas that it
 * shows, so that what is told and what is taken cannot differ.
 */
public final class ApiDescription {
    private static final String RESOURCE = "/api/openapi.yaml";
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final FixedContent file = new FixedContent("application/yaml", text(), "public, max-age=3600");

    /** Its schemas as plain JSON Schema has them; made when they are first needed. */
    private static final class Schemas {
        static final JsonNode ALL = Json.mapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(text().replace("'#/components/schemas/", "'#/$defs/")))
                .at("/components/schemas");
    }

    /** {@code GET /openapi.yaml}: 200 with the file (RFC 9512, application/yaml), 304 for who has it. */
    public HttpAnswer answer(HttpCall call) {
        return file.answer(call);
    }

    /** One of {@code components/schemas}, with all that it refers to, as JSON Schema. */
    public static JsonNode schema(String name) {
        ObjectNode schema =
                Json.mapper().createObjectNode().put("$schema", DIALECT).put("$ref", "#/$defs/" + name);
        schema.set("$defs", Schemas.ALL);
        return schema;
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(ApiDescription.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
