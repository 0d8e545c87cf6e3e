package io.caravanserai.behaviour;

import io.caravanserai.event.Sha256;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * {@code GET /tracker/hub.js}: the script by which web pages send events of their visitors. Any web site may load it
 * (Fetch Standard, section 3.7: cross-origin resource policy); browsers ask for it again after an hour.
 */
public final class TrackerScript {
    private static final String RESOURCE = "/tracker/hub.js";
    private static final int TAG_LENGTH = 16;

    private final HttpAnswer script;
    private final String tag;

    public TrackerScript() {
        String body = compact(source());
        this.tag = '"' + Sha256.hex(body).substring(0, TAG_LENGTH) + '"';
        // RFC 9239 section 6: text/javascript
        this.script = shared(new HttpAnswer(
                        200,
                        Map.of("Content-Type", "text/javascript; charset=utf-8"),
                        body.getBytes(StandardCharsets.UTF_8)))
                .with("X-Content-Type-Options", "nosniff");
    }

    /** GET and HEAD: the script, 304 when the caller has it already. OPTIONS: what may be asked. */
    public HttpAnswer answer(HttpCall call) {
        if (call.method().equals("OPTIONS")) {
            return HttpAnswer.empty(200)
                    .with("Allow", "GET, HEAD, OPTIONS")
                    .with("Access-Control-Allow-Origin", "*")
                    .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                    .with("Access-Control-Allow-Headers", "*");
        }
        boolean known =
                call.header("if-none-match").filter(tags -> tags.contains(tag)).isPresent();
        return known ? shared(HttpAnswer.empty(304)) : script;
    }

    private HttpAnswer shared(HttpAnswer answer) {
        return answer.with("ETag", tag)
                .with("Cache-Control", "public, max-age=3600")
                .with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** Without lines of comment and without the white space that only readers need; the source has none in strings. */
    static String compact(String source) {
        return source.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("//"))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s*([^\\w\\s$'])\\s*", "$1")
                .replace(";}", "}");
    }

    static String source() {
        try (InputStream script = Objects.requireNonNull(TrackerScript.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
