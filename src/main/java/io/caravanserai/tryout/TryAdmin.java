package io.caravanserai.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.tryout.SampleFolder.NotKept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The calls by which integrators try payloads in a running hub. */
public final class TryAdmin {
    private static final String EXAMPLE = "send {\"carrier\": \"ups\", \"payload\": \"...\"}";
    private static final String USUAL_NAME = "payload.txt";

    private final TryOut tryOut;
    private final SampleFolder samples;

    public TryAdmin(TryOut tryOut, SampleFolder samples) {
        this.tryOut = tryOut;
        this.samples = samples;
    }

    /**
     * {@code POST /admin/try {carrier, payload | payload_base64, name?, codes?}}: 200 with what the mapping makes of it
     * ({@link Tried}); {@code codes} is a code table to try in place of the saved one. 404, 422.
     */
    public HttpAnswer attempt(HttpCall call) {
        JsonNode body = call.json(EXAMPLE);
        return HttpAnswer.json(
                200,
                attempt(
                        body.path("carrier").asText(""),
                        body.path("name").asText(USUAL_NAME),
                        payload(body),
                        body.path("codes").isTextual() ? body.path("codes").asText() : ""));
    }

    /**
     * The same for those who show it.
     *
     * @param codes empty for the carrier's own
     * @throws HttpProblem 404, 422
     */
    public Tried attempt(String carrier, String name, byte[] payload, String codes) {
        if (payload.length == 0) {
            throw HttpProblem.of(422, "There is no payload: " + EXAMPLE + ".");
        }
        String plain = name.isBlank() ? USUAL_NAME : name.replaceAll("[^A-Za-z0-9._-]", "_");
        try {
            return tryOut.of(new TryOut.Payload(carrier, plain, payload, codes.isEmpty() ? null : codes));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(404, String.valueOf(e.getMessage()));
        }
    }

    /** {@code GET /admin/try}: 200 {@code {"carriers": [...]}}; with {@code ?carrier=} also its code table. */
    public HttpAnswer offer(HttpCall call) {
        String carrier = call.queryParam("carrier").orElse("");
        return HttpAnswer.json(
                200,
                carrier.isEmpty()
                        ? Map.of("carriers", carriers())
                        : Map.of("carriers", carriers(), "codes", codes(carrier)));
    }

    /** Names of the carriers that can be tried. */
    public List<String> carriers() {
        return tryOut.carriers();
    }

    /** The carrier's code table as it is saved. */
    public String codes(String carrier) {
        return tryOut.codes(carrier);
    }

    /**
     * {@code POST /admin/try/samples {carrier, name, payload | payload_base64, force?}}: 201 {@code {"file"}}, the payload is
     * a sample of the carrier from now on and must give what it gives now; 404, 409 when it has findings or there is one, 422.
     */
    public HttpAnswer keep(HttpCall call) throws IOException {
        JsonNode body = call.json(EXAMPLE);
        return HttpAnswer.json(
                201,
                Map.of(
                        "file",
                        keep(
                                body.path("carrier").asText(""),
                                body.path("name").asText(""),
                                payload(body),
                                body.path("force").asBoolean())));
    }

    /** @throws HttpProblem as the call */
    public String keep(String carrier, String name, byte[] payload, boolean force) throws IOException {
        try {
            return samples.keep(carrier, name, payload, force).toString();
        } catch (NotKept e) {
            throw HttpProblem.of(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static byte[] payload(JsonNode body) {
        String base64 = body.path("payload_base64").asText("");
        try {
            return base64.isEmpty()
                    ? body.path("payload").asText("").getBytes(StandardCharsets.UTF_8)
                    : Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, "payload_base64 is no base64.");
        }
    }
}
