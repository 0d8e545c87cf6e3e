package io.caravanserai.behaviour;

import io.caravanserai.http.FixedContent;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * {@code GET /tracker/hub.js}: the script by which web pages send events of their visitors. Any web site may load it
 * (Fetch Standard, section 3.7: cross-origin resource policy); browsers ask for it again after an hour.
 */
public final class TrackerScript {
    private static final String RESOURCE = "/tracker/hub.js";

    // RFC 9239 section 6: text/javascript
    private final FixedContent script =
            new FixedContent("text/javascript; charset=utf-8", compact(source()), "public, max-age=3600");

    /** GET and HEAD: the script, 304 when the caller has it already. OPTIONS: what may be asked. */
    public HttpAnswer answer(HttpCall call) {
        if (call.method().equals("OPTIONS")) {
            return HttpAnswer.empty(200)
                    .with("Allow", "GET, HEAD, OPTIONS")
                    .with("Access-Control-Allow-Origin", "*")
                    .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                    .with("Access-Control-Allow-Headers", "*");
        }
        return script.answer(call)
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
