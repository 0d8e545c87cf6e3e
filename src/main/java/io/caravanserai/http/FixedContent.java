package io.caravanserai.http;

import io.caravanserai.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A text that stays as it is while the hub runs: whoever has it already is told so (RFC 9110, section 8.8.3). */
public final class FixedContent {
    private static final int TAG_LENGTH = 16;

    private final HttpAnswer whole;
    private final String tag;
    private final String cacheControl;

    /** @param cacheControl who may keep it, and for how long */
    public FixedContent(String contentType, String text, String cacheControl) {
        this.tag = '"' + Sha256.hex(text).substring(0, TAG_LENGTH) + '"';
        this.cacheControl = cacheControl;
        this.whole = named(new HttpAnswer(
                200,
                Map.of("Content-Type", contentType, "X-Content-Type-Options", "nosniff"),
                text.getBytes(StandardCharsets.UTF_8)));
    }

    /** 200 with the text, 304 for who has it. */
    public HttpAnswer answer(HttpCall call) {
        boolean known =
                call.header("if-none-match").filter(tags -> tags.contains(tag)).isPresent();
        return known ? named(HttpAnswer.empty(304)) : whole;
    }

    private HttpAnswer named(HttpAnswer answer) {
        return answer.with("ETag", tag).with("Cache-Control", cacheControl);
    }
}
